using SleepVLM.Contracts;
using SleepVLM.Engine.Checking;
using SleepVLM.Engine.Tests.Outputs;
using SleepVLM.Plugins.Csv;
using SleepVLM.Plugins.JsonLines;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Checking;

public sealed class RationaleReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"epoch":2,"stage":"N2","reasoning_text":"A spindle at 3 s.","applicable_rules":["N2.1","N2.2"]}""")]
    [InlineData("""{"sleep_stage":"n2","Rules":"N2.1, N2.2","text":"A spindle at 3 s.","epoch":2}""")]
    [InlineData("""{"N":1,"Stage":"N2","applicable_rules":["N2.1","N2.2"],"reasoning_text":"A spindle at 3 s."}""")]
    [InlineData("epoch,stage,text,rules\n2,N2,A spindle at 3 s.,N2.1 N2.2")]
    [InlineData("rules;epoch;stage;text\nN2.1|N2.2;2;S2;A spindle at 3 s.")]
    [InlineData("N,Stage,applicable_rules,reasoning_text\n1,N2,\"[\"\"N2.1\"\", \"\"N2.2\"\"]\",A spindle at 3 s.\n")]
    public void Read_AnyKnownForm_GivesTheSameRationale(string text)
    {
        var given = Assert.Single(Read(text).Rationales);
        Assert.Equal((new EpochIndex(1), SleepStage.N2, "A spindle at 3 s."), (given.Index, given.Stage!.Value, given.Rationale.Text));
        Assert.Equal([new RuleId("N2.1"), new RuleId("N2.2")], given.Rationale.ApplicableRules);
    }

    [Fact]
    public async Task Read_OurOwnOutputs_GiveBackWhatWasWritten()
    {
        var study = Studies.Of(Studies.Decided(0, SleepStage.N2), Studies.Decided(1, SleepStage.W, truncated: true), Studies.Gap(2));
        File.WriteAllBytes(_folder.File("a"), await Studies.WriteAsync(new JsonLinesFormat(), study));
        File.WriteAllBytes(_folder.File("b"), await Studies.WriteAsync(new CsvFormat(), study));
        foreach (var name in new[] { "a", "b" })
        {
            var given = RationaleReader.Read(_folder.File(name), null, default).Rationales;
            Assert.Equal([SleepStage.N2, SleepStage.W, null], given.Select(one => one.Stage));
            Assert.Equal([false, true, false], given.Select(one => one.Rationale.Truncated));
            Assert.Equal("A K complex stands out at 12 s.", given[0].Rationale.Text);
            Assert.Equal("N2.1", Assert.Single(given[0].Rationale.ApplicableRules).Value);
        }

        Assert.Equal(0.9f, RationaleReader.Read(_folder.File("a"), null, default).Rationales[0].Hypnodensity!.Value.N2);
    }

    [Theory]
    [InlineData("epoch,stage,text\n0,W,x\n1,N1,y", null, 0)]
    [InlineData("epoch,stage,text\n1,W,x\n2,N1,y", null, 0)]
    [InlineData("epoch,stage,text\n1,W,x\n2,N1,y", 0, 1)]
    [InlineData("n,stage,text\n1,W,x\n2,N1,y", null, 1)]
    [InlineData("n,stage,text\n1,W,x\n2,N1,y", 1, 0)]
    public void Read_Counting_IsTakenFromTheFileOrTheUser(string text, int? firstEpoch, int index) =>
        Assert.Equal(index, Read(text, firstEpoch).Rationales[0].Index.Value);

    [Theory]
    [InlineData("{\"epoch\":1,\"stage\":\"N2\"}\n{oops}", "line 2: this is no JSON")]
    [InlineData("{\"epoch\":1,\"stage\":\"N2\"}\n[1]", "line 2: this is no JSON object")]
    [InlineData("{\"stage\":\"N2\"}", "line 1: \"epoch\" is missing")]
    [InlineData("{\"epoch\":\"one\",\"stage\":\"N2\"}", "line 1: \"epoch\" is missing or no whole number")]
    [InlineData("{\"epoch\":1}", "line 1: \"stage\" is missing")]
    [InlineData("{\"epoch\":1,\"stage\":\"N7\"}", "line 1: 'N7' is no sleep stage")]
    [InlineData("{\"epoch\":1,\"stage\":\"N2\"}\n{\"epoch\":1,\"stage\":\"N2\"}", "line 2: epoch 1 appears a second time; it is on line 1 already")]
    [InlineData("{\"epoch\":-4,\"stage\":\"N2\"}", "line 1: epoch -4 does not exist")]
    [InlineData("{\"epoch\":99999999999,\"stage\":\"N2\"}", "line 1: epoch 99999999999 does not exist")]
    [InlineData("epoch,stage\n1,N2", "line 1: the header names 'epoch', 'stage'; it needs epoch, stage, and text or rules")]
    [InlineData("epoch,stage,text\n1,N2", "line 2: the header names 3 columns but this line has 2")]
    [InlineData("epoch,stage,text\n1.5,N2,x", "line 2: '1.5' is no epoch number")]
    [InlineData("epoch,stage,text\n", "it holds no epoch")]
    [InlineData("a\0b", "this is no text")]
    [InlineData("", "it is empty")]
    public void Read_Fault_IsNamedWithItsLine(string text, string message) =>
        Assert.Contains(message, Assert.Throws<RationaleFormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_FolderOrNothing_IsRefused()
    {
        Assert.Contains("is a folder", Assert.Throws<RationaleFormatException>(() => RationaleReader.Read(_folder.Path, null, default)).Message);
        Assert.Contains("no such file", Assert.Throws<RationaleFormatException>(() => RationaleReader.Read(_folder.File("none"), null, default)).Message);
    }

    private RationaleFile Read(string text, int? firstEpoch = null)
    {
        File.WriteAllText(_folder.File("x"), text);
        return RationaleReader.Read(_folder.File("x"), firstEpoch, default);
    }
}
