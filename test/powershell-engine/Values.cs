using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace PowerShellEngine;

/// <summary>How the object cmdlets read a property, a calculated property, and two values' order.</summary>
internal static class Values
{
	public static object? Of(PSObject item, string name, out bool exists)
	{
		if (item.BaseObject is IDictionary dictionary && dictionary.Contains(name))
		{
			exists = true;
			return dictionary[name];
		}

		var property = item.Properties[name];
		exists = property is not null;
		try
		{
			return property?.Value;
		}
		catch (GetValueException)
		{
			return null;
		}
	}

	public static object? Expression(object? wanted) => Bare(wanted) switch
	{
		IDictionary table => Bare(Member(table, "Expression")) ?? Bare(Member(table, "Name")),
		var plain => plain,
	};

	public static bool? Falls(object? wanted) => Bare(wanted) is IDictionary table
		? Member(table, "Descending") is { } falls ? LanguagePrimitives.IsTrue(falls) : Member(table, "Ascending") is { } rises ? !LanguagePrimitives.IsTrue(rises) : null
		: null;

	public static object? Evaluate(PSObject item, object expression)
	{
		if (expression is not ScriptBlock block)
		{
			return Of(item, LanguagePrimitives.ConvertTo<string>(expression), out _);
		}

		var made = block.InvokeWithContext(null, [new PSVariable("_", item)]);
		return made.Count switch {0 => null, 1 => made[0], _ => made.ToArray()};
	}

	/// <summary>The names and values that one entry of `-Property` stands for.</summary>
	public static IEnumerable<(string Name, object? Value)> Chosen(PSCmdlet cmdlet, PSObject item, object wanted)
	{
		switch (Bare(wanted))
		{
			case IDictionary table:
				var expression = Bare(Member(table, "Expression"))!;
				var name = Member(table, "Name") ?? Member(table, "Label") ?? expression;
				yield return (LanguagePrimitives.ConvertTo<string>(name), Tried(item, expression));
				break;
			case ScriptBlock block:
				yield return (block.ToString(), Tried(item, block));
				break;
			case var text:
				var pattern = LanguagePrimitives.ConvertTo<string>(text);
				if (!WildcardPattern.ContainsWildcardCharacters(pattern))
				{
					var value = Of(item, pattern, out var exists);
					yield return (exists && item.Properties[pattern] is { } known ? known.Name : pattern, value);
					break;
				}

				var match = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
				foreach (var property in item.Properties.Where(one => match.IsMatch(one.Name)))
				{
					yield return (property.Name, Of(item, property.Name, out _));
				}

				break;
		}
	}

	public static int Compare(object? left, object? right, bool ignoreCase) =>
		LanguagePrimitives.TryCompare(Bare(left), Bare(right), ignoreCase, out var order)
			? order
			: string.Compare(LanguagePrimitives.ConvertTo<string>(left), LanguagePrimitives.ConvertTo<string>(right), ignoreCase ? StringComparison.CurrentCultureIgnoreCase : StringComparison.CurrentCulture);

	private static object? Tried(PSObject item, object expression)
	{
		try
		{
			return Evaluate(item, expression);
		}
		catch (RuntimeException)
		{
			// Select-Object gives null where a calculated property fails, whatever the error preference.
			return null;
		}
	}

	// Microsoft takes any unambiguous beginning of a key: n, name, e, expr.
	private static object? Member(IDictionary table, string name) =>
		table.Keys.Cast<object>().Where(key => name.StartsWith(key.ToString()!, StringComparison.OrdinalIgnoreCase)).Select(key => table[key]).FirstOrDefault();

	private static object? Bare(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
}

/// <summary>What `-First` throws to stop the commands before it: internal to the engine, so made by reflection.</summary>
internal static class Upstream
{
	public static Exception Stop(PSCmdlet by) =>
		(Exception) Activator.CreateInstance(typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException")!, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [by], null)!;
}
