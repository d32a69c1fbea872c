using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PowerShellEngine;

/// <summary>A host without a console: what a script writes to it goes to standard output, and nothing can be asked.</summary>
internal sealed class PlainHost(TextWriter output, TextWriter errors) : PSHost
{
	public int? ExitCode { get; private set; }
	public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
	public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
	public override Guid InstanceId { get; } = Guid.NewGuid();
	public override string Name => "ConsoleHost";
	public override Version Version => new(7, 6, 9);
	public override PSHostUserInterface UI { get; } = new PlainUi(output, errors);
	public override void EnterNestedPrompt() => throw new NotSupportedException();
	public override void ExitNestedPrompt() => throw new NotSupportedException();
	public override void NotifyBeginApplication() { }
	public override void NotifyEndApplication() { }
	public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

	/// <summary>As Windows PowerShell prints an error: the message, where, the category and the id.</summary>
	public static string Describe(ErrorRecord error) =>
		$"{error.Exception.Message}{Environment.NewLine}{error.InvocationInfo?.PositionMessage}{Environment.NewLine}"
		+ $"    + CategoryInfo          : {error.CategoryInfo}{Environment.NewLine}    + FullyQualifiedErrorId : {error.FullyQualifiedErrorId}{Environment.NewLine}";
}

internal sealed class PlainUi(TextWriter output, TextWriter errors) : PSHostUserInterface
{
	public override PSHostRawUserInterface RawUI => null!;
	public override void Write(string value)
	{
		output.Write(value);
		output.Flush();
	}

	public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);
	public override void WriteLine(string value) => Write(value + Environment.NewLine);
	public override void WriteErrorLine(string value) => errors.WriteLine(value);
	public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");
	public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");
	public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");
	public override void WriteProgress(long sourceId, ProgressRecord record) { }
	public override string ReadLine() => throw NotInteractive();
	public override SecureString ReadLineAsSecureString() => throw NotInteractive();
	public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NotInteractive();
	public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NotInteractive();
	public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) => throw NotInteractive();
	public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw NotInteractive();

	private static PSInvalidOperationException NotInteractive() => new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
}
