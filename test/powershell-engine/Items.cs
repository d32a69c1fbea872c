using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Test, "Path")]
public sealed class TestPathCommand : PSCmdlet
{
	[Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
	public string[] Path { get; set; } = [];

	[Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
	public string[] LiteralPath { get; set; } = [];

	[Parameter, ValidateSet("Any", "Container", "Leaf")]
	public string PathType { get; set; } = "Any";

	protected override void ProcessRecord()
	{
		foreach (var path in ParameterSetName == "LiteralPath" ? LiteralPath : Path)
		{
			var found = false;
			try
			{
				var literal = ParameterSetName == "LiteralPath" ? WildcardPattern.Escape(path) : path;
				found = InvokeProvider.Item.Exists(literal) && (PathType == "Any" || InvokeProvider.Item.IsContainer(literal) == (PathType == "Container"));
			}
			catch (System.Management.Automation.DriveNotFoundException)
			{
				// A drive that is not there holds no such path.
			}

			WriteObject(found);
		}
	}
}

[Cmdlet(VerbsCommon.Get, "Item")]
public sealed class GetItemCommand : PSCmdlet
{
	[Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
	public string[] Path { get; set; } = [];

	[Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
	public string[] LiteralPath { get; set; } = [];

	protected override void ProcessRecord()
	{
		var literal = ParameterSetName == "LiteralPath";
		WriteObject(InvokeProvider.Item.Get(literal ? LiteralPath : Path, force: false, literalPath: literal), enumerateCollection: true);
	}
}
