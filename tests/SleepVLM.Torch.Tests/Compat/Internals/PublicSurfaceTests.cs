using System.IO.Compression;
using SleepVLM.Testing;
using TorchSharp;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>The stand-in offers nothing that TorchSharp 0.107.0 lacks, so that whatever compiles against it compiles against the package.</summary>
/// <remarks>The package's members were written down with <see cref="PublicSurface"/>: <c>type NAME &lt; BASE</c>, then one line a member.</remarks>
public sealed class PublicSurfaceTests
{
    private const string OwnNamespace = "TorchSharp.Compat";

    [Fact]
    public void EveryPublicMember_ExistsInTorchSharp()
    {
        var (bases, members) = Read();
        var surplus = new List<string>();
        foreach (var type in typeof(torch).Assembly.GetExportedTypes().Where(type => type.Namespace != OwnNamespace))
        {
            var name = PublicSurface.Name(type);
            if (!bases.ContainsKey(name))
            {
                surplus.Add(name);
                continue;
            }
            var theirs = Chain(name, bases).SelectMany(above => members[above]).ToList();
            surplus.AddRange(PublicSurface.Of(type).Where(ours => !theirs.Exists(other => PublicSurface.Fits(Member(ours), other))));
        }
        Assert.True(surplus.Count == 0, string.Join("\n", surplus));
    }

    [Theory]
    [InlineData("Tensor f(Int64 a)", "Tensor f(Int64 a)", true)]
    [InlineData("Tensor f(Int64 a)", "Tensor f(Int64 a, Int64 b?)", true)]
    [InlineData("Tensor f()", "Tensor f(Int64 b?, Int64 c?)", true)]
    [InlineData("Tensor f(Int64 a)", "Tensor f(Int64 a, Int64 b)", false)]
    [InlineData("Tensor f(Int64 a)", "Tensor f(Int64 ab)", false)]
    [InlineData("Tensor f(Int64 a?)", "Tensor f(Int64 a)", false)]
    public void Fits_OnlyWhereCodeStillCompiles(string ours, string theirs, bool fits) =>
        Assert.Equal(fits, PublicSurface.Fits(ours, theirs));

    private static IEnumerable<string> Chain(string name, Dictionary<string, string> bases)
    {
        for (var at = name; bases.ContainsKey(at); at = Generic(bases[at], bases)) yield return at;
    }

    // A base such as nn+Module<Tensor,Tensor> was written down as nn+Module<T,TResult>.
    private static string Generic(string name, Dictionary<string, string> bases)
    {
        if (bases.ContainsKey(name) || !name.Contains('<')) return name;
        var start = name[..(name.IndexOf('<') + 1)];
        var arguments = Arguments(name);
        return bases.Keys.FirstOrDefault(key => key.StartsWith(start, StringComparison.Ordinal) && Arguments(key) == arguments) ?? name;
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

    private static string Member(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    private static (Dictionary<string, string> Bases, ILookup<string, string> Members) Read()
    {
        var file = Path.Combine(Repository.Root, "tests", "SleepVLM.Torch.Tests", "Compat", "Internals", "torchsharp-0.107.0.api.gz");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var bases = lines.Where(line => line.StartsWith("type ", StringComparison.Ordinal)).Select(line => line[5..].Split(" < ")).ToDictionary(parts => parts[0], parts => parts[1]);
        var members = lines.Where(line => line.Contains(": ", StringComparison.Ordinal)).ToLookup(line => line[..line.IndexOf(": ", StringComparison.Ordinal)], Member);
        return (bases, members);
    }
}
