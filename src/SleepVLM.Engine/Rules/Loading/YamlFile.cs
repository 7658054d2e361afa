using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SleepVLM.Engine.Rules.Loading;

/// <summary>Reads one YAML document whose size, depth and references are bounded, so that no file can exhaust the program.</summary>
internal static class YamlFile
{
    private const int LargestBytes = 1 << 20;
    private const int Deepest = 16;

    /// <summary>The document's top mapping and the file's bytes.</summary>
    /// <exception cref="RuleBookException">The file is missing, too large, or not such a document.</exception>
    public static (YamlFields Top, byte[] Bytes) Read(string path)
    {
        var bytes = ReadBytes(path);
        try
        {
            CheckEvents(path, bytes);
            var stream = new YamlStream();
            stream.Load(new StreamReader(new MemoryStream(bytes)));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode top) return (new YamlFields(path, "", top), bytes);
            throw new RuleBookException(path, null, "", "must hold one mapping with title, version, thresholds, definitions and rules");
        }
        catch (YamlException error)
        {
            throw new RuleBookException(path, (int)error.Start.Line, "", $"is not valid YAML: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // What the parser throws on some damaged files instead of a YamlException.
            throw new RuleBookException(path, null, "", "is not valid YAML", error);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) throw new RuleBookException(path, null, "", "there is no such rule book; name a YAML file");
            if (info.Length > LargestBytes) throw new RuleBookException(path, null, "", "is larger than 1 MiB and cannot be a rule book");
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RuleBookException(path, null, "", $"cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Looks at the file as a flat sequence of events before any tree is built.</summary>
    private static void CheckEvents(string path, byte[] bytes)
    {
        var parser = new Parser(new StreamReader(new MemoryStream(bytes)));
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            if (depth > Deepest)
                throw Wrong(current, FormattableString.Invariant($"is nested deeper than {Deepest} levels"));
            if (current is AnchorAlias) throw Wrong(current, "uses an alias, which a rule book may not; write it out");
        }

        RuleBookException Wrong(ParsingEvent where, string problem) => new(path, (int)where.Start.Line, "", problem);
    }
}
