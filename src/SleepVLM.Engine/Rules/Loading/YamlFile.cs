using YamlDotNet.RepresentationModel;

namespace SleepVLM.Engine.Rules.Loading;

/// <summary>Reads a rule book's document.</summary>
internal static class YamlFile
{
    /// <summary>The document's top mapping and the file's bytes.</summary>
    /// <exception cref="RuleBookException">The file is missing, too large, or not such a document.</exception>
    public static (YamlFields Top, byte[] Bytes) Read(string path)
    {
        return BoundedYaml.Read(path, "rule book", Parse, Refuse);

        (YamlFields, byte[]) Parse(byte[] bytes)
        {
            var stream = new YamlStream();
            stream.Load(new StreamReader(new MemoryStream(bytes)));
            return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode top
                ? (new YamlFields(path, "", top), bytes)
                : throw Refuse(null, "must hold one mapping with title, version, thresholds, definitions and rules");
        }

        RuleBookException Refuse(int? line, string problem, Exception? cause = null) => new(path, line, "", problem, cause);
    }
}
