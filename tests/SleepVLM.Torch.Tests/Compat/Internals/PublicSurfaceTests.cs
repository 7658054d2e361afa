using TorchSharp;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>The stand-in offers nothing that TorchSharp 0.107.0 lacks, so that whatever compiles against it compiles against the package.</summary>
public sealed class PublicSurfaceTests
{
    private const string OwnNamespace = "TorchSharp.Compat";

    [Fact]
    public void EveryPublicMember_ExistsInTorchSharp()
    {
        var package = TorchSharpSurface.Read();
        var surplus = new List<string>();
        foreach (var type in typeof(torch).Assembly.GetExportedTypes().Where(type => type.Namespace != OwnNamespace))
        {
            if (package.HasType(PublicSurface.Name(type))) surplus.AddRange(PublicSurface.Of(type).Where(ours => !package.Has(ours)));
            else surplus.Add(PublicSurface.Name(type));
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
}
