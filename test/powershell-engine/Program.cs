// Test equipment: the genuine PowerShell engine behind the command line of pwsh, for machines where no pwsh is installed.
// It never ships. Its cmdlets exist because the Utility and Management modules are not on NuGet.
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text;
using PowerShellEngine;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8, 1 << 16);
using var errors = new StreamWriter(Console.OpenStandardError(), utf8) {AutoFlush = true};

if (args is ["--parse", ..])
{
	output.WriteLine(Parsing.Describe(args[1..]));
	return 0;
}

string? file = null;
var constrained = Environment.GetEnvironmentVariable("WHFB_ENGINE_LANGUAGE") == "ConstrainedLanguage";
var rest = new List<string>();
for (var i = 0; i < args.Length; i++)
{
	switch (args[i].ToLowerInvariant())
	{
		case var _ when file is not null:
			rest.Add(args[i]);
			break;
		case "-nologo" or "-noprofile" or "-noninteractive":
			break;
		case "-executionpolicy":
			i++;
			break;
		case "--language-mode":
			constrained = args[++i].StartsWith("Constrained", StringComparison.OrdinalIgnoreCase);
			break;
		case "-file":
			file = Path.GetFullPath(args[++i]);
			break;
		default:
			errors.WriteLine($"Not an option of this engine: {args[i]}");
			return 64;
	}
}

if (file is null || !File.Exists(file))
{
	errors.WriteLine($"The argument '{file}' is not recognized as the name of a script file.");
	return 64;
}

var initial = InitialSessionState.CreateDefault2();
foreach (var type in Assembly.GetExecutingAssembly().GetTypes())
{
	if (type.GetCustomAttribute<CmdletAttribute>() is { } named)
	{
		initial.Commands.Add(new SessionStateCmdletEntry($"{named.VerbName}-{named.NounName}", type, null));
	}
}

initial.LanguageMode = constrained ? PSLanguageMode.ConstrainedLanguage : PSLanguageMode.FullLanguage;
var host = new PlainHost(output, errors);
using var runspace = RunspaceFactory.CreateRunspace(host, initial);
runspace.Open();
using var powershell = PowerShell.Create(runspace);
powershell.AddCommand(file, useLocalScope: false);
for (var i = 0; i < rest.Count; i++)
{
	if (rest[i].StartsWith('-') && i + 1 < rest.Count)
	{
		powershell.AddParameter(rest[i][1..], rest[++i]);
	}
	else
	{
		powershell.AddArgument(rest[i]);
	}
}

// Standard input is fed as it arrives: a script that ends without reading it must not wait for it here.
using var input = new PSDataCollection<string>();
if (Console.IsInputRedirected)
{
	var feeder = new Thread(() =>
	{
		try
		{
			using var stdin = new StreamReader(Console.OpenStandardInput(), utf8);
			while (stdin.ReadLine() is { } line)
			{
				input.Add(line);
			}
		}
		finally
		{
			input.Complete();
		}
	}) {IsBackground = true};
	feeder.Start();
}
else
{
	input.Complete();
}

using var results = new PSDataCollection<PSObject>();
results.DataAdded += (_, _) =>
{
	foreach (var item in results.ReadAll())
	{
		output.WriteLine(item is null ? "" : LanguagePrimitives.ConvertTo<string>(item));
	}

	output.Flush();
};
powershell.Streams.Error.DataAdded += (_, _) =>
{
	foreach (var error in powershell.Streams.Error.ReadAll())
	{
		errors.WriteLine(PlainHost.Describe(error));
	}
};

var code = 0;
try
{
	powershell.EndInvoke(powershell.BeginInvoke(input, results));
}
catch (RuntimeException error)
{
	errors.WriteLine(PlainHost.Describe(error.ErrorRecord));
	code = 1;
}

output.Flush();
// `exit` in a script that was called only sets the variable; pwsh -File makes it the exit code.
return host.ExitCode ?? (runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int asked && asked != 0 ? asked : code);
