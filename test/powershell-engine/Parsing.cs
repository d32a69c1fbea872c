using System.Management.Automation.Language;
using Newtonsoft.Json;

namespace PowerShellEngine;

/// <summary>What a script says, as the genuine parser reads it: for the tests that hold what shipped scripts may do.</summary>
internal static class Parsing
{
	private static readonly HashSet<string> ModernParameters = new(StringComparer.OrdinalIgnoreCase)
	{
		"Parallel", "ThrottleLimit", "AsHashtable", "AsArray", "EscapeHandling", "EnumsAsStrings", "DateKind", "NoEnumerate", "Stable", "Top", "AsUTC", "LeafBase", "SkipIndex", "AsByteStream",
	};

	private static readonly HashSet<string> ModernVariables = new(StringComparer.OrdinalIgnoreCase)
	{
		"IsWindows", "IsLinux", "IsMacOS", "IsCoreCLR", "PSStyle", "EnabledExperimentalFeatures", "PSNativeCommandUseErrorActionPreference",
	};

	public static string Describe(IEnumerable<string> files) => JsonConvert.SerializeObject(files.Select(Describe), Formatting.None);

	private static object Describe(string file)
	{
		var ast = Parser.ParseFile(Path.GetFullPath(file), out var tokens, out var errors);
		var all = ast.FindAll(_ => true, searchNestedScriptBlocks: true).ToList();
		return new
		{
			file,
			errors = errors.Select(error => new {line = error.Extent.StartLineNumber, message = error.Message}),
			commands = all.OfType<CommandAst>().Select(Command),
			functions = all.OfType<FunctionDefinitionAst>().Select(made => new {name = made.Name, line = made.Extent.StartLineNumber}),
			types = Types(all),
			members = all.OfType<MemberExpressionAst>().Select(Member),
			parameters = (ast.ParamBlock?.Parameters ?? Enumerable.Empty<ParameterAst>()).Select(made => new {name = made.Name.VariablePath.UserPath, attributes = made.Attributes.OfType<AttributeAst>().Select(one => one.TypeName.FullName)}),
			scriptAttributes = (ast.ParamBlock?.Attributes ?? Enumerable.Empty<AttributeAst>()).Select(one => one.TypeName.FullName),
			redirections = all.OfType<RedirectionAst>().Select(made => new {text = made.Extent.Text, line = made.Extent.StartLineNumber}),
			assignments = all.OfType<AssignmentStatementAst>().Select(made => new {left = made.Left.Extent.Text, line = made.Extent.StartLineNumber}),
			help = ast.GetHelpContent() is { } help ? new {synopsis = help.Synopsis, description = help.Description, notes = help.Notes} : null,
			modern = Modern(all, tokens),
		};
	}

	private static object Command(CommandAst command) => new
	{
		// Null where the name is worked out as the script runs: `& $Script`.
		name = command.GetCommandName(),
		text = command.CommandElements[0].Extent.Text,
		line = command.Extent.StartLineNumber,
		@operator = command.InvocationOperator.ToString(),
		parameters = command.CommandElements.OfType<CommandParameterAst>().Select(one => one.ParameterName),
		arguments = command.CommandElements.Skip(1).Where(one => one is not CommandParameterAst).Select(one => one.Extent.Text),
	};

	private static object Member(MemberExpressionAst member) => new
	{
		name = member.Member is StringConstantExpressionAst name ? name.Value : null,
		on = member.Expression is TypeExpressionAst type ? type.TypeName.FullName : null,
		@static = member.Static,
		call = member is InvokeMemberExpressionAst,
		line = member.Extent.StartLineNumber,
	};

	private static IEnumerable<object> Types(List<Ast> all) =>
		all.OfType<TypeExpressionAst>().Select(one => (one.TypeName, one.Extent.StartLineNumber, Use: "expression"))
			.Concat(all.OfType<TypeConstraintAst>().Select(one => (one.TypeName, one.Extent.StartLineNumber, Use: "constraint")))
			.Concat(all.OfType<AttributeAst>().Select(one => (one.TypeName, one.Extent.StartLineNumber, Use: "attribute")))
			.Select(one => new {name = one.TypeName.FullName, line = one.StartLineNumber, use = one.Use});

	/// <summary>Everything that Windows PowerShell 5.1 cannot read or would not know.</summary>
	private static IEnumerable<object> Modern(List<Ast> all, Token[] tokens)
	{
		var found = new List<(string What, int Line)>();
		foreach (var ast in all)
		{
			var what = ast switch
			{
				TernaryExpressionAst => "? :",
				PipelineChainAst => "&& or ||",
				PipelineAst {Background: true} => "&",
				UsingStatementAst => "using",
				TypeDefinitionAst => "class or enum",
				NamedBlockAst {BlockKind: TokenKind.Clean} => "clean",
				CommandParameterAst parameter when ModernParameters.Contains(parameter.ParameterName) => $"-{parameter.ParameterName}",
				VariableExpressionAst variable when ModernVariables.Contains(variable.VariablePath.UserPath) => $"${variable.VariablePath.UserPath}",
				BinaryExpressionAst {Operator: TokenKind.Ireplace or TokenKind.Creplace, Right: ScriptBlockExpressionAst or ArrayLiteralAst {Elements: [_, ScriptBlockExpressionAst, ..]}} => "-replace with a script block",
				MemberExpressionAst {NullConditional: true} or IndexExpressionAst {NullConditional: true} => "?. or ?[",
				_ => null,
			};
			if (what is not null)
			{
				found.Add((what, ast.Extent.StartLineNumber));
			}
		}

		foreach (var token in tokens)
		{
			var what = token switch
			{
				{Kind: TokenKind.QuestionQuestion or TokenKind.QuestionQuestionEquals} => token.Text,
				NumberToken number when System.Text.RegularExpressions.Regex.IsMatch(number.Text, "(?i)^0b|(?:u|y|s|n|us|uy|ul)$") && !number.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) => $"the number {number.Text}",
				StringExpandableToken text when System.Text.RegularExpressions.Regex.IsMatch(text.Text, "(?<!`)(``)*`(u\\{|e)") => "`u{} or `e",
				_ => null,
			};
			if (what is not null)
			{
				found.Add((what, token.Extent.StartLineNumber));
			}
		}

		return found.Distinct().OrderBy(one => one.Line).Select(one => new {what = one.What, line = one.Line});
	}
}
