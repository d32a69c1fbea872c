using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;

// The namespace and the class names are Microsoft's, because they are part of every FullyQualifiedErrorId.
namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
	private readonly List<object?> _input = [];
	private bool _warned;

	[Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
	[AllowNull]
	public object? InputObject { get; set; }

	[Parameter, ValidateRange(0, 100)]
	public int Depth { get; set; } = 2;

	[Parameter]
	public SwitchParameter Compress { get; set; }

	[Parameter]
	public SwitchParameter EnumsAsStrings { get; set; }

	[Parameter]
	public SwitchParameter AsArray { get; set; }

	[Parameter]
	public StringEscapeHandling EscapeHandling { get; set; }

	protected override void ProcessRecord() => _input.Add(InputObject);

	protected override void EndProcessing()
	{
		if (_input.Count == 0)
		{
			return;
		}

		var value = _input.Count > 1 || AsArray ? Plain(_input, 0) : Plain(_input[0], 0);
		var settings = new JsonSerializerSettings {TypeNameHandling = TypeNameHandling.None, MaxDepth = 1024, StringEscapeHandling = EscapeHandling};
		if (EnumsAsStrings)
		{
			settings.Converters.Add(new StringEnumConverter());
		}

		if (!Compress)
		{
			settings.Formatting = Formatting.Indented;
		}

		WriteObject(JsonConvert.SerializeObject(value, settings));
	}

	private object? Plain(object? value, int depth)
	{
		var wrapped = value as PSObject;
		var isPure = wrapped?.ImmediateBaseObject is PSCustomObject;
		var bare = wrapped is null ? value : wrapped.BaseObject;
		if (bare is null or DBNull || ReferenceEquals(bare, System.Management.Automation.Internal.AutomationNull.Value) || bare is System.Management.Automation.Language.NullString)
		{
			return null;
		}

		if (bare is string or char or bool or DateTime or DateTimeOffset or Guid or Uri or double or float or decimal or BigInteger)
		{
			return bare is string or DateTime ? bare : WithAdded(wrapped, bare, depth, isCustom: false);
		}

		if (bare is JObject json)
		{
			return json.ToObject<Dictionary<object, object>>();
		}

		var type = bare.GetType();
		if (type.IsPrimitive)
		{
			return WithAdded(wrapped, bare, depth, isCustom: false);
		}

		if (type.IsEnum)
		{
			// JavaScript cannot hold 64-bit integers, so Microsoft writes such enums as text.
			var under = Enum.GetUnderlyingType(type);
			return under == typeof(long) || under == typeof(ulong) ? bare.ToString() : bare;
		}

		if (depth > Depth)
		{
			if (!_warned)
			{
				_warned = true;
				WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
			}

			return isPure ? LanguagePrimitives.ConvertTo<string>(wrapped) : LanguagePrimitives.ConvertTo<string>(bare);
		}

		if (isPure)
		{
			return WithAdded(wrapped, new OrderedDictionary(), depth, isCustom: true, isPure: true);
		}

		if (bare is IDictionary dictionary)
		{
			var plain = new OrderedDictionary();
			foreach (DictionaryEntry entry in dictionary)
			{
				if (entry.Key is not (string or IConvertible or Guid))
				{
					ThrowTerminatingError(new ErrorRecord(new InvalidOperationException($"The type '{type.FullName}' is not supported for serialization or deserialization of a dictionary. Keys must be strings."), "NonStringKeyInDictionary", ErrorCategory.InvalidOperation, bare));
				}

				plain[entry.Key.ToString()!] = Plain(entry.Value, depth + 1);
			}

			return WithAdded(wrapped, plain, depth, isCustom: false);
		}

		if (bare is IEnumerable list)
		{
			var plain = new List<object?>();
			foreach (var item in list)
			{
				plain.Add(Plain(item, depth + 1));
			}

			return WithAdded(wrapped, plain, depth, isCustom: false);
		}

		var members = new OrderedDictionary();
		foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
		{
			members[field.Name] = Plain(Read(() => field.GetValue(bare)), depth + 1);
		}

		foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
		{
			if (property.GetGetMethod() is { } getter && getter.GetParameters().Length == 0)
			{
				members[property.Name] = Plain(Read(() => getter.Invoke(bare, null)), depth + 1);
			}
		}

		return WithAdded(wrapped, members, depth, isCustom: true);
	}

	private static object? Read(Func<object?> getter)
	{
		try
		{
			return getter();
		}
		catch (TargetInvocationException)
		{
			return null;
		}
	}

	/// <summary>Adds what PowerShell hung on an object; a bare value with such properties becomes {"value": …}, as Microsoft's does.</summary>
	private object WithAdded(PSObject? wrapped, object plain, int depth, bool isCustom, bool isPure = false)
	{
		if (wrapped is null)
		{
			return plain;
		}

		var receiver = plain as IDictionary;
		foreach (var property in wrapped.Properties)
		{
			if (!isPure && property is not (PSNoteProperty or PSScriptProperty or PSAliasProperty))
			{
				continue;
			}

			if (!isPure && !property.IsInstance)
			{
				continue;
			}

			receiver ??= new OrderedDictionary {["value"] = plain};
			if (!receiver.Contains(property.Name))
			{
				object? value;
				try
				{
					value = property.Value;
				}
				catch (GetValueException)
				{
					value = null;
				}

				receiver[property.Name] = Plain(value, depth + 1);
			}
		}

		return receiver ?? plain;
	}
}

public enum JsonDateKind { Default, Local, Utc, Offset, String }

[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
	private readonly List<string> _lines = [];

	[Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
	[AllowEmptyString]
	public string InputObject { get; set; } = "";

	[Parameter]
	public SwitchParameter AsHashtable { get; set; }

	[Parameter]
	public int Depth { get; set; } = 1024;

	[Parameter]
	public SwitchParameter NoEnumerate { get; set; }

	[Parameter]
	public JsonDateKind DateKind { get; set; }

	protected override void ProcessRecord() => _lines.Add(InputObject);

	protected override void EndProcessing()
	{
		if (_lines.Count == 0)
		{
			return;
		}

		if (_lines.Count > 1 && Parses(_lines[0]))
		{
			foreach (var line in _lines)
			{
				Write(line);
			}

			return;
		}

		Write(string.Join(Environment.NewLine, _lines));
	}

	private bool Parses(string text)
	{
		try
		{
			return !string.IsNullOrWhiteSpace(text) && Load(text) is not null;
		}
		catch (JsonException)
		{
			return false;
		}
	}

	private JToken? Load(string text)
	{
		if (string.IsNullOrWhiteSpace(text))
		{
			return null;
		}

		var settings = new JsonSerializerSettings
		{
			TypeNameHandling = TypeNameHandling.None,
			MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
			MaxDepth = Depth,
			DateParseHandling = DateKind switch {JsonDateKind.String => DateParseHandling.None, JsonDateKind.Offset => DateParseHandling.DateTimeOffset, _ => DateParseHandling.DateTime},
			DateTimeZoneHandling = DateKind switch {JsonDateKind.Utc => DateTimeZoneHandling.Utc, JsonDateKind.Local => DateTimeZoneHandling.Local, _ => DateTimeZoneHandling.RoundtripKind},
		};
		return JsonConvert.DeserializeObject<JToken>(text, settings);
	}

	private void Write(string text)
	{
		try
		{
			var value = Value(Load(text));
			WriteObject(value, enumerateCollection: !NoEnumerate);
		}
		catch (JsonException error)
		{
			throw new ArgumentException($"Conversion from JSON failed with error: {error.Message}", error);
		}
	}

	private object? Value(JToken? token) => token switch
	{
		null => null,
		JObject members => AsHashtable ? Table(members) : Custom(members),
		JArray items => items.Select(Value).ToArray(),
		JValue value => value.Value,
		_ => throw new InvalidOperationException($"Not a JSON token: {token.Type}"),
	};

	private OrderedDictionary Table(JObject members)
	{
		var table = new OrderedDictionary();
		foreach (var (name, value) in members)
		{
			table[name] = Value(value);
		}

		return table;
	}

	private PSObject Custom(JObject members)
	{
		var made = new PSObject();
		foreach (var (name, value) in members)
		{
			if (name.Length == 0)
			{
				throw new InvalidOperationException("The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.");
			}

			if (made.Properties[name] is not null)
			{
				throw new InvalidOperationException($"Cannot convert the JSON string because it contains keys with different casing. The key that was attempted to be added to the existing key '{made.Properties[name].Name}' was '{name}'.");
			}

			made.Properties.Add(new PSNoteProperty(name, Value(value)));
		}

		return made;
	}
}
