using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SleepVLM.Engine.Staging.Prompts;

/// <summary>A prompt in Semantic Kernel's YAML format: chat turns as <c>message</c> elements, variables as <c>{{$name}}</c>.</summary>
public sealed partial class PromptTemplate
{
    private readonly string _template;

    private PromptTemplate(string name, string sha256, string template, int maxTokens) =>
        (Name, Sha256, _template, MaxTokens) = (name, sha256, template, maxTokens);

    /// <summary>Name, as in the file.</summary>
    public string Name { get; }

    /// <summary>Hash of the file, hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Longest answer, tokens.</summary>
    public int MaxTokens { get; }

    /// <summary>Reads <c>prompts/NAME.yaml</c>.</summary>
    /// <exception cref="SleepVlmException">The file is missing or is not a prompt.</exception>
    public static PromptTemplate Load(string folder, string name)
    {
        var path = Path.Combine(folder, name + ".yaml");
        return BoundedYaml.Read(path, "prompt", Parse, Refuse);

        PromptTemplate Parse(byte[] bytes)
        {
            var file = new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
                .Deserialize<PromptFile>(new StreamReader(new MemoryStream(bytes)));
            if (file?.Template is null || file.Name != name) throw Refuse(null, $"needs 'name: {name}' and a 'template'");
            if (!MessageElement().IsMatch(file.Template)) throw Refuse(null, "has a template without a <message role=\"...\"> element");
            return new PromptTemplate(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Template, file.ExecutionSettings?.Default?.MaxTokens ?? 512);
        }

        SleepVlmException Refuse(int? line, string problem, Exception? cause = null) =>
            new(line is null ? $"{path}: {problem}" : FormattableString.Invariant($"{path}: line {line}: {problem}"), cause);
    }

    /// <summary>Fills the variables in; picture variables become places.</summary>
    /// <exception cref="SleepVlmException">A variable of the template has no value.</exception>
    public IReadOnlyList<PromptMessage> Render(IReadOnlyDictionary<string, string> variables)
    {
        var messages = new List<PromptMessage>();
        foreach (Match message in MessageElement().Matches(_template))
        {
            var parts = new List<PromptPart>();
            var body = message.Groups["body"].Value;
            var at = 0;
            foreach (Match image in ImageElement().Matches(body))
            {
                AddText(parts, body[at..image.Index], variables);
                parts.Add(new ImagePart(image.Groups["name"].Value));
                at = image.Index + image.Length;
            }

            AddText(parts, body[at..], variables);
            messages.Add(new PromptMessage(message.Groups["role"].Value, parts));
        }

        return messages;
    }

    private void AddText(List<PromptPart> parts, string text, IReadOnlyDictionary<string, string> variables)
    {
        if (text.Length == 0) return;
        parts.Add(new TextPart(Variable().Replace(text, match => variables.TryGetValue(match.Groups["name"].Value, out var value)
            ? value
            : throw new SleepVlmException($"prompt {Name}: variable {match.Groups["name"].Value} has no value"))));
    }

    [GeneratedRegex("""<message role="(?<role>\w+)">(?<body>.*?)</message>""", RegexOptions.Singleline)]
    private static partial Regex MessageElement();

    [GeneratedRegex("""<image>\{\{\$(?<name>\w+)\}\}</image>""")]
    private static partial Regex ImageElement();

    [GeneratedRegex("""\{\{\$(?<name>\w+)\}\}""")]
    private static partial Regex Variable();

    private sealed class PromptFile
    {
        public string? Name { get; set; }
        public string? Template { get; set; }
        public Settings? ExecutionSettings { get; set; }
    }

    private sealed class Settings
    {
        public Execution? Default { get; set; }
    }

    private sealed class Execution
    {
        public int? MaxTokens { get; set; }
    }
}
