using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SleepVLM.Engine.Rules.Loading;

/// <summary>A mapping of the file whose values are asked for by name and type; every complaint knows its line and field.</summary>
internal sealed class YamlFields
{
    private readonly string _path, _name;
    private readonly YamlMappingNode _mapping;
    private readonly Dictionary<string, YamlNode> _values = [];

    /// <param name="path">The file.</param>
    /// <param name="name">Where the mapping is, for example <c>rules[2]</c>; empty at the top.</param>
    /// <param name="mapping">The mapping.</param>
    public YamlFields(string path, string name, YamlMappingNode mapping)
    {
        (_path, _name, _mapping) = (path, name, mapping);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } text }) throw Wrong(key, "", "must have plain words as keys");
            _values.Add(text, value);
        }
    }

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Refuses keys that are not named here.</summary>
    public YamlFields Allow(params string[] keys)
    {
        foreach (var (key, value) in _values)
            if (!keys.Contains(key)) throw Wrong(value, key, $"is unknown; known are {string.Join(", ", keys)}");
        return this;
    }

    public string Text(string key) => Scalar(Required(key), key);

    public double Number(string key)
    {
        if (double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        throw Wrong(Required(key), key, $"must be a number, not '{Text(key)}'");
    }

    public YamlFields Fields(string key) => AsFields(Required(key), key);

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<YamlFields> List(string key) => [.. Items(key).Select((item, i) => AsFields(item, Indexed(key, i)))];

    /// <summary>A list of words, at least one; empty where the key is missing and <paramref name="required"/> is false.</summary>
    public IReadOnlyList<string> Texts(string key, bool required = true) =>
        !required && !Has(key) ? [] : [.. Items(key).Select((item, i) => Scalar(item, Indexed(key, i)))];

    /// <summary>A complaint about one of the values, or about the mapping where the key is missing or empty.</summary>
    public RuleBookException Wrong(string key, string problem) => Wrong(_values.GetValueOrDefault(key, _mapping), key, problem);

    private RuleBookException Wrong(YamlNode node, string key, string problem) =>
        new(_path, (int)node.Start.Line, key.Length == 0 || _name.Length == 0 ? _name + key : $"{_name}.{key}", problem);

    private YamlNode Required(string key) =>
        _values.TryGetValue(key, out var value) ? value : throw Wrong(_mapping, key, "is missing");

    private IReadOnlyList<YamlNode> Items(string key) => Required(key) is YamlSequenceNode { Children: { Count: > 0 } items }
        ? [.. items]
        : throw Wrong(Required(key), key, "must be a list with at least one entry");

    private string Scalar(YamlNode node, string key) => node is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text)
        ? text.Trim()
        : throw Wrong(node, key, "must be a text");

    private YamlFields AsFields(YamlNode node, string key) => node is YamlMappingNode mapping
        ? new YamlFields(_path, _name.Length == 0 ? key : $"{_name}.{key}", mapping)
        : throw Wrong(node, key, "must be a mapping");

    private static string Indexed(string key, int index) => string.Create(CultureInfo.InvariantCulture, $"{key}[{index}]");
}
