using System.IO.Compression;
using SleepVLM.Testing;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>The public members of TorchSharp 0.107.0, written down with <see cref="PublicSurface"/>: <c>type NAME &lt; BASE</c>, then one line a member.</summary>
internal sealed class TorchSharpSurface
{
    private readonly Dictionary<string, string> _bases;
    private readonly ILookup<string, string> _members;

    private TorchSharpSurface(Dictionary<string, string> bases, ILookup<string, string> members) => (_bases, _members) = (bases, members);

    /// <summary>The folder with this list and that of the members in use.</summary>
    internal static string Folder => Path.Combine(Repository.Root, "tests", "SleepVLM.Torch.Tests", "Compat", "Internals");

    internal static TorchSharpSurface Read()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder, "torchsharp-0.107.0.api.gz")), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var bases = lines.Where(line => line.StartsWith("type ", StringComparison.Ordinal)).Select(line => line[5..].Split(" < ")).ToDictionary(parts => parts[0], parts => parts[1]);
        var members = lines.Where(line => line.Contains(": ", StringComparison.Ordinal)).ToLookup(line => line[..line.IndexOf(": ", StringComparison.Ordinal)], MemberOf);
        return new TorchSharpSurface(bases, members);
    }

    /// <summary>The member of a line <c>Type: member</c>.</summary>
    internal static string MemberOf(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    internal bool HasType(string name) => _bases.ContainsKey(name);

    /// <summary>Whether code written for a line <c>Type: member</c> compiles against the package; members of its bases count.</summary>
    internal bool Has(string line)
    {
        var name = line[..line.IndexOf(": ", StringComparison.Ordinal)];
        return Chain(name).SelectMany(above => _members[above]).Any(theirs => PublicSurface.Fits(MemberOf(line), theirs));
    }

    private IEnumerable<string> Chain(string name)
    {
        for (var at = name; _bases.ContainsKey(at); at = Generic(_bases[at])) yield return at;
    }

    // A base such as nn+Module<Tensor,Tensor> was written down as nn+Module<T,TResult>.
    private string Generic(string name)
    {
        if (_bases.ContainsKey(name) || !name.Contains('<')) return name;
        var start = name[..(name.IndexOf('<') + 1)];
        var arguments = Arguments(name);
        return _bases.Keys.FirstOrDefault(key => key.StartsWith(start, StringComparison.Ordinal) && Arguments(key) == arguments) ?? name;
    }

    private static int Arguments(string name)
    {
        var (depth, count) = (0, 1);
        foreach (var character in name)
        {
            if (character == '<') depth++;
            else if (character == '>') depth--;
            else if (character == ',' && depth == 1) count++;
        }

        return count;
    }
}
