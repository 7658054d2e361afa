using SleepVLM.Torch.Model;
using TorchSharp;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>The model code compiles against TorchSharp, too: all it takes from there stands in one list, each line looked up, and nothing else is used.</summary>
public sealed class ApprovedMembersTests
{
    private const string ListFile = "torchsharp-approved.txt";

    private static readonly (string Line, string Source)[] s_approved =
    [
        .. File.ReadLines(Path.Combine(TorchSharpSurface.Folder, ListFile)).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(" | ")).Select(parts => (parts[0], parts[1])),
    ];

    private static IEnumerable<string> ApprovedLines => s_approved.Select(entry => entry.Line);

    [Fact]
    public void ModelCode_UsesWhatIsApproved_AndNothingElse()
    {
        var used = UsedMembers.Of(typeof(Qwen25Vl).Assembly, typeof(torch).Assembly);
        Assert.True(used.Count > 150, $"only {used.Count} lines");
        var surplus = used.Except(ApprovedLines).ToList();
        Assert.True(surplus.Count == 0, $"not in {ListFile}; look each up in TorchSharp and add it with its source file:\n{string.Join('\n', surplus)}");
        var stale = ApprovedLines.Except(used).ToList();
        Assert.True(stale.Count == 0, $"in {ListFile}, but not used any more:\n{string.Join('\n', stale)}");
    }

    [Fact]
    public void EveryApprovedLine_IsInThePackageAndNamesItsSource()
    {
        var package = TorchSharpSurface.Read();
        Assert.Equal(ApprovedLines.Distinct().Count(), s_approved.Length);
        Assert.Empty(ApprovedLines.Where(line => line.Contains(": ", StringComparison.Ordinal) ? !package.Has(line) : !package.HasType(line)));
        Assert.All(s_approved, entry => Assert.Matches("^(src/TorchSharp/[A-Za-z0-9./_]+\\.cs|\\(not read\\))$", entry.Source));
        // Those whose declaration nobody has seen must not become more.
        Assert.InRange(s_approved.Count(entry => entry.Source == "(not read)"), 0, 3);
    }

    [Theory]
    [InlineData("torch: static Tensor linspace(Double start, Double end, Int64 steps, Nullable<ScalarType> dtype?, Device device?, Boolean requires_grad?)")]
    [InlineData("nn+Module<T,TResult>: TResult forward(T input)")]
    [InlineData("Modules.ModuleList<T>: Collections.Generic.IEnumerator<T> GetEnumerator()")]
    [InlineData("Tensor: T item()")]
    [InlineData("TensorIndex: static TensorIndex op_Implicit(Int64 value)")]
    [InlineData("PaddingModes")]
    public void Of_CodeOfTheseTests_FindsCallsOverridesGenericsOperatorsAndTypes(string line) =>
        Assert.Contains(line, UsedMembers.Of(typeof(ApprovedMembersTests).Assembly, typeof(torch).Assembly));

    [Fact]
    public void Of_CodeOfTheseTests_IsNotApproved() =>
        Assert.NotEmpty(UsedMembers.Of(typeof(ApprovedMembersTests).Assembly, typeof(torch).Assembly).Except(ApprovedLines));
}
