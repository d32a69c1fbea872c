using System.Collections;
using System.Management.Automation;
using System.Reflection;
using PowerShellEngine;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "DefaultParameter")]
public sealed class SelectObjectCommand : PSCmdlet
{
	private readonly List<PSObject> _kept = [];
	private readonly List<PSObject> _unique = [];
	private readonly Queue<PSObject> _tail = new();
	private int _seen;
	private int _given;

	[Parameter(ValueFromPipeline = true)]
	public PSObject InputObject { get; set; } = System.Management.Automation.Internal.AutomationNull.Value;

	[Parameter(Position = 0)]
	public object[]? Property { get; set; }

	[Parameter]
	public string[]? ExcludeProperty { get; set; }

	[Parameter]
	public string? ExpandProperty { get; set; }

	[Parameter]
	public SwitchParameter Unique { get; set; }

	[Parameter, ValidateRange(0, int.MaxValue)]
	public int First { get; set; } = -1;

	[Parameter, ValidateRange(0, int.MaxValue)]
	public int Last { get; set; } = -1;

	[Parameter, ValidateRange(0, int.MaxValue)]
	public int Skip { get; set; }

	protected override void ProcessRecord()
	{
		if (InputObject == System.Management.Automation.Internal.AutomationNull.Value)
		{
			return;
		}

		if (Last >= 0)
		{
			_kept.Add(InputObject);
			return;
		}

		if (_seen++ < Skip)
		{
			return;
		}

		if (First == 0)
		{
			throw Upstream.Stop(this);
		}

		Give(InputObject);
		if (First > 0 && ++_given >= First && !Unique)
		{
			throw Upstream.Stop(this);
		}
	}

	protected override void EndProcessing()
	{
		if (Last >= 0)
		{
			foreach (var item in _kept.Take(Math.Max(0, _kept.Count - Skip)).TakeLast(Last))
			{
				Give(item);
			}
		}
	}

	private void Give(PSObject item)
	{
		foreach (var made in Shape(item))
		{
			if (Unique)
			{
				if (_unique.Any(one => Same(one, made)))
				{
					continue;
				}

				_unique.Add(made);
			}

			WriteObject(made);
		}
	}

	private bool Same(PSObject left, PSObject right)
	{
		if (Property is null)
		{
			return LanguagePrimitives.Equals(left, right, ignoreCase: false);
		}

		return left.Properties.Select(one => one.Name).SequenceEqual(right.Properties.Select(one => one.Name))
			&& left.Properties.All(one => LanguagePrimitives.Equals(one.Value, right.Properties[one.Name].Value, ignoreCase: false));
	}

	private IEnumerable<PSObject> Shape(PSObject item)
	{
		if (ExpandProperty is not null)
		{
			var found = Values.Of(item, ExpandProperty, out var exists);
			if (!exists)
			{
				WriteError(new ErrorRecord(new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."), "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
				yield break;
			}

			foreach (var one in LanguagePrimitives.GetEnumerable(found) ?? new[] {found})
			{
				if (one is not null)
				{
					yield return PSObject.AsPSObject(one);
				}
			}

			yield break;
		}

		if (Property is null && ExcludeProperty is null)
		{
			yield return item;
			yield break;
		}

		var made = new PSObject();
		made.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
		foreach (var wanted in Property ?? ["*"])
		{
			foreach (var (name, value) in Values.Chosen(this, item, wanted))
			{
				if (made.Properties[name] is null && !(ExcludeProperty ?? []).Any(one => WildcardPattern.Get(one, WildcardOptions.IgnoreCase).IsMatch(name)))
				{
					made.Properties.Add(new PSNoteProperty(name, value));
				}
			}
		}

		yield return made;
	}
}

[Cmdlet(VerbsDiagnosticOrCommon.Sort, "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
	private readonly List<PSObject> _items = [];

	[Parameter(ValueFromPipeline = true)]
	public PSObject InputObject { get; set; } = System.Management.Automation.Internal.AutomationNull.Value;

	[Parameter(Position = 0)]
	public object[]? Property { get; set; }

	[Parameter]
	public SwitchParameter Descending { get; set; }

	[Parameter]
	public SwitchParameter Unique { get; set; }

	[Parameter]
	public SwitchParameter CaseSensitive { get; set; }

	[Parameter]
	public SwitchParameter Stable { get; set; }

	protected override void ProcessRecord()
	{
		if (InputObject != System.Management.Automation.Internal.AutomationNull.Value)
		{
			_items.Add(InputObject);
		}
	}

	protected override void EndProcessing()
	{
		var wanted = (Property ?? [null!]).Select(one => (Expression: Values.Expression(one), Falls: Values.Falls(one) ?? Descending.IsPresent)).ToArray();
		var keyed = _items.Select(item => (Item: item, Keys: wanted.Select(one => one.Expression is null ? item : Values.Evaluate(item, one.Expression)).ToArray())).ToList();
		int Compare(object?[] left, object?[] right)
		{
			for (var i = 0; i < wanted.Length; i++)
			{
				var order = Values.Compare(left[i], right[i], !CaseSensitive);
				if (order != 0)
				{
					return wanted[i].Falls ? -order : order;
				}
			}

			return 0;
		}

		// LINQ's order is stable, as Microsoft's is since PowerShell 6.
		object?[]? last = null;
		foreach (var (item, keys) in keyed.OrderBy(one => one.Keys, Comparer<object?[]>.Create(Compare)))
		{
			if (!Unique || last is null || Compare(last, keys) != 0)
			{
				WriteObject(item);
			}

			last = keys;
		}
	}
}

internal static class VerbsDiagnosticOrCommon
{
	public const string Sort = "Sort";
	public const string Group = "Group";
	public const string Measure = "Measure";
}

public sealed class GroupInfo
{
	internal GroupInfo(string name, object?[] values, List<PSObject> group, bool elements)
	{
		Name = name;
		Count = group.Count;
		Values = new ArrayList(values);
		Group = elements ? new System.Collections.ObjectModel.Collection<PSObject>(group) : new System.Collections.ObjectModel.Collection<PSObject>();
	}

	public ArrayList Values { get; }
	public int Count { get; }
	public System.Collections.ObjectModel.Collection<PSObject> Group { get; }
	public string Name { get; }
}

[Cmdlet(VerbsDiagnosticOrCommon.Group, "Object")]
public sealed class GroupObjectCommand : PSCmdlet
{
	private readonly List<(object?[] Keys, List<PSObject> Items)> _groups = [];

	[Parameter(ValueFromPipeline = true)]
	public PSObject InputObject { get; set; } = System.Management.Automation.Internal.AutomationNull.Value;

	[Parameter(Position = 0)]
	public object[]? Property { get; set; }

	[Parameter]
	public SwitchParameter NoElement { get; set; }

	[Parameter]
	public SwitchParameter AsHashTable { get; set; }

	[Parameter]
	public SwitchParameter AsString { get; set; }

	[Parameter]
	public SwitchParameter CaseSensitive { get; set; }

	protected override void ProcessRecord()
	{
		if (InputObject == System.Management.Automation.Internal.AutomationNull.Value)
		{
			return;
		}

		var keys = (Property ?? [null!]).Select(one => Values.Expression(one) is { } expression ? Values.Evaluate(InputObject, expression) : InputObject).ToArray();
		foreach (var (known, items) in _groups)
		{
			if (known.Zip(keys).All(pair => Values.Compare(pair.First, pair.Second, !CaseSensitive) == 0))
			{
				items.Add(InputObject);
				return;
			}
		}

		_groups.Add((keys, [InputObject]));
	}

	protected override void EndProcessing()
	{
		var sorted = _groups.OrderBy(one => one.Keys, Comparer<object?[]>.Create((left, right) => left.Zip(right).Select(pair => Values.Compare(pair.First, pair.Second, true)).FirstOrDefault(order => order != 0)));
		if (!AsHashTable)
		{
			WriteObject(sorted.Select(one => new GroupInfo(string.Join(", ", one.Keys.Select(LanguagePrimitives.ConvertTo<string>)), one.Keys, one.Items, !NoElement)).ToList(), enumerateCollection: true);
			return;
		}

		var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
		foreach (var (keys, items) in sorted)
		{
			table[AsString ? string.Join(", ", keys.Select(LanguagePrimitives.ConvertTo<string>)) : PSObject.AsPSObject(keys[0]).BaseObject] = new System.Collections.ObjectModel.Collection<PSObject>(items);
		}

		WriteObject(table);
	}
}

public sealed class GenericMeasureInfo
{
	public int Count { get; init; }
	public double? Average { get; init; }
	public double? Sum { get; init; }
	public object? Maximum { get; init; }
	public object? Minimum { get; init; }
	public double? StandardDeviation { get; init; }
	public string? Property { get; init; }
}

[Cmdlet(VerbsDiagnosticOrCommon.Measure, "Object")]
public sealed class MeasureObjectCommand : PSCmdlet
{
	private readonly List<object?> _values = [];

	[Parameter(ValueFromPipeline = true)]
	public PSObject InputObject { get; set; } = System.Management.Automation.Internal.AutomationNull.Value;

	[Parameter(Position = 0)]
	public string? Property { get; set; }

	[Parameter]
	public SwitchParameter Sum { get; set; }

	[Parameter]
	public SwitchParameter Average { get; set; }

	[Parameter]
	public SwitchParameter Maximum { get; set; }

	[Parameter]
	public SwitchParameter Minimum { get; set; }

	protected override void ProcessRecord()
	{
		if (InputObject == System.Management.Automation.Internal.AutomationNull.Value)
		{
			return;
		}

		if (Property is null)
		{
			_values.Add(InputObject);
		}
		else if (Values.Of(InputObject, Property, out var exists) is var value && exists)
		{
			_values.Add(value);
		}
	}

	protected override void EndProcessing()
	{
		var numbers = Sum || Average ? _values.Select(value => LanguagePrimitives.ConvertTo<double>(value)).ToList() : [];
		WriteObject(new GenericMeasureInfo
		{
			Count = _values.Count,
			Property = Property,
			Sum = Sum ? numbers.Sum() : null,
			Average = Average && numbers.Count > 0 ? numbers.Average() : null,
			Maximum = Maximum ? _values.OrderByDescending(value => value, Comparer<object?>.Create((left, right) => Values.Compare(left, right, true))).FirstOrDefault() : null,
			Minimum = Minimum ? _values.OrderBy(value => value, Comparer<object?>.Create((left, right) => Values.Compare(left, right, true))).FirstOrDefault() : null,
		});
	}
}

[Cmdlet(VerbsCommon.New, "Object", DefaultParameterSetName = "Net")]
public sealed class NewObjectCommand : PSCmdlet
{
	[Parameter(Mandatory = true, Position = 0)]
	public string TypeName { get; set; } = "";

	[Parameter(Position = 1)]
	[Alias("Args")]
	public object[] ArgumentList { get; set; } = [];

	[Parameter]
	public IDictionary? Property { get; set; }

	protected override void ProcessRecord()
	{
		if (!LanguagePrimitives.TryConvertTo<Type>(TypeName, out var type) && !LanguagePrimitives.TryConvertTo<Type>("System." + TypeName, out type))
		{
			ThrowTerminatingError(new ErrorRecord(new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."), "TypeNotFound", ErrorCategory.InvalidType, null));
		}

		if (SessionState.LanguageMode == PSLanguageMode.ConstrainedLanguage && !Core(type))
		{
			ThrowTerminatingError(new ErrorRecord(new PSNotSupportedException("Cannot create type. Only core types are supported in this language mode."), "CannotCreateTypeConstrainedLanguage", ErrorCategory.PermissionDenied, null));
		}

		object made;
		if (type == typeof(PSObject) || type == typeof(PSCustomObject))
		{
			var custom = new PSObject();
			foreach (DictionaryEntry entry in Property ?? new Hashtable())
			{
				custom.Properties.Add(new PSNoteProperty(entry.Key.ToString(), entry.Value));
			}

			WriteObject(custom);
			return;
		}

		try
		{
			// The binder of the language itself chooses and converts, as `[type]::new()` would.
			made = ScriptBlock.Create("param([type] $type, [object[]] $list) , $type::new.Invoke($list)").Invoke(type, ArgumentList)[0].BaseObject;
		}
		catch (RuntimeException error)
		{
			var inner = error.InnerException is MethodInvocationException {InnerException: { } cause} ? cause : error.InnerException ?? error;
			ThrowTerminatingError(new ErrorRecord(inner, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation, null));
			return;
		}

		var wrapped = PSObject.AsPSObject(made);
		foreach (DictionaryEntry entry in Property ?? new Hashtable())
		{
			wrapped.Properties[entry.Key.ToString()].Value = entry.Value;
		}

		WriteObject(made);
	}

	private static bool Core(Type type) =>
		(bool) typeof(PSObject).Assembly.GetType("System.Management.Automation.CoreTypes")!.GetMethod("Contains", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(null, [type])!;
}

[Cmdlet(VerbsCommunications.Write, "Output")]
public sealed class WriteOutputCommand : PSCmdlet
{
	[Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
	[AllowNull, AllowEmptyCollection]
	public PSObject? InputObject { get; set; }

	[Parameter]
	public SwitchParameter NoEnumerate { get; set; }

	protected override void ProcessRecord() => WriteObject(InputObject, enumerateCollection: !NoEnumerate);
}

[Cmdlet(VerbsCommon.Get, "Date")]
public sealed class GetDateCommand : PSCmdlet
{
	[Parameter(Position = 0, ValueFromPipeline = true)]
	public DateTime Date { get; set; } = DateTime.Now;

	[Parameter]
	public string? Format { get; set; }

	[Parameter]
	public SwitchParameter AsUTC { get; set; }

	protected override void ProcessRecord()
	{
		var date = AsUTC ? Date.ToUniversalTime() : Date;
		WriteObject(Format is null ? date : date.ToString(Format, System.Globalization.CultureInfo.CurrentCulture));
	}
}
