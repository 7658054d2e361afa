using SleepVLM.Contracts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SleepVLM.Engine;

/// <summary>Reads one YAML file whose size, depth and references are bounded, so that no file can exhaust the program.</summary>
internal static class BoundedYaml
{
    private const int LargestBytes = 1 << 20;
    private const int Deepest = 16;

    /// <summary>Makes the exception that refuses a file: line from 1 or null, the problem as a clause, the cause.</summary>
    public delegate SleepVlmException Refusal(int? line, string problem, Exception? cause = null);

    /// <summary>Looks at the file as a flat sequence of events before any tree is built, then lets <paramref name="parse"/> build it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What the file should be, for example <c>rule book</c>.</param>
    /// <param name="parse">Builds the value from the file's bytes.</param>
    /// <param name="refuse">Makes what is thrown.</param>
    public static T Read<T>(string path, string what, Func<byte[], T> parse, Refusal refuse)
    {
        var bytes = ReadBytes(path, what, refuse);
        try
        {
            CheckEvents(bytes, what, refuse);
            return parse(bytes);
        }
        catch (YamlException error)
        {
            throw refuse((int)error.Start.Line, $"is not valid YAML: {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // What the parser throws on some damaged files instead of a YamlException.
            throw refuse(null, "is not valid YAML", error);
        }
    }

    private static byte[] ReadBytes(string path, string what, Refusal refuse)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) throw refuse(null, $"there is no such {what}; name a YAML file");
            // A pipe has no length either, and reading one could wait for ever.
            if (info.Length == 0) throw refuse(null, $"is empty and cannot be a {what}");
            if (info.Length > LargestBytes) throw refuse(null, $"is larger than 1 MiB and cannot be a {what}");
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw refuse(null, $"cannot be read: {error.Message}", error);
        }
    }

    private static void CheckEvents(byte[] bytes, string what, Refusal refuse)
    {
        var parser = new Parser(new StreamReader(new MemoryStream(bytes)));
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            if (depth > Deepest) throw refuse((int)current.Start.Line, FormattableString.Invariant($"is nested deeper than {Deepest} levels"));
            if (current is AnchorAlias) throw refuse((int)current.Start.Line, $"uses an alias, which a {what} may not; write it out");
        }
    }
}
