using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Evaluation;

public sealed class HypnogramReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Hypnogram Read(string text)
    {
        var path = _folder.File("h.txt");
        File.WriteAllText(path, text);
        return HypnogramReader.Read(path);
    }

    private Hypnogram Read(params Annotation[] annotations)
    {
        var path = _folder.File("h.edf");
        EdfPlusFile.WriteAnnotations(path, new DateTime(2020, 1, 2, 22, 0, 0), annotations);
        return HypnogramReader.Read(path);
    }

    private static string Spell(Hypnogram hypnogram) => string.Join(' ', hypnogram.Epochs.Select(e => $"{e.Index.Number}:{e.Stage?.ToString() ?? "?"}"));

    [Theory]
    [InlineData("", "N2\n")]
    [InlineData("epoch,stage\n", "1,W\n")]
    public void Read_MoreLinesThanAnyHypnogram_IsRefusedEarly(string start, string line) =>
        Assert.Contains("too many", Assert.Throws<HypnogramFormatException>(() => Read(start + string.Concat(Enumerable.Repeat(line, 100_001)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("epoch,stage\n1,W\n2,N1\n3,?\n", "1:W 2:N1 3:?")]
    [InlineData("\uFEFFepoch,stage\r\n1,Wake\r\n2,REM\r\n", "1:W 2:R")]
    [InlineData("epoch,stage\n0,W\n1,N2\n", "1:W 2:N2")]
    [InlineData("# remark\nstage;epoch\nN3;5\nn2;4\n", "4:N2 5:N3")]
    [InlineData("epoch,onset_s,stage,reasoning_text\n1,0,N2,\"K complex, \"\"big\"\"\nand more\"\n2,30,,\n", "1:N2 2:?")]
    [InlineData("onset\tduration\tstage\n0\t60\tW\n60\t30\tN1\n120\t30\tR\n", "1:W 2:W 3:N1 5:R")]
    [InlineData("onset,label\n0,WAKE\n90,REM\n", "1:W 2:W 3:W 4:R")]
    [InlineData("W\n0\nN1\n1\n4\nR\n?\n", "1:W 2:W 3:N1 4:N1 5:N3 6:R 7:?")]
    [InlineData("0\n4\n5\n", "1:W 2:N3 3:R")]
    [InlineData("0\n4\n3\n-1\n", "1:W 2:R 3:N3 4:?")]
    [InlineData("""{"epoch":1,"onset_s":0.0,"stage":"N2"}""" + "\n" + """{"epoch":3,"stage":null,"reason":"signal_gap"}""" + "\n", "1:N2 3:?")]
    public void Read_KnownFormats(string text, string expected) => Assert.Equal(expected, Spell(Read(text)));

    [Theory]
    [InlineData("epoch,stage\n1,W\n2,X\n", 3, "'X' is no sleep stage")]
    [InlineData("epoch,stage\n1,W\n1,N1\n", 3, "a second time")]
    [InlineData("epoch,stage\none,W\n", 2, "'one' is no number")]
    [InlineData("epoch,stage\n1.5,W\n", 2, "no epoch number")]
    [InlineData("epoch,stage\n-3,W\n", 2, "outside")]
    [InlineData("epoch,stage\n99999999999,W\n", 2, "outside")]
    [InlineData("epoch,stage\n1\n", 2, "2 columns")]
    [InlineData("{\"epoch\":1,\"stage\":\"N2\"}\n{\"epoch\":", 2, "not JSON")]
    [InlineData("{\"stage\":\"N2\"}", 1, "\"epoch\"")]
    [InlineData("W\nN1\nhello world\n", 3, "'hello world' is no sleep stage")]
    public void Read_BadLine_IsNamed(string text, int line, string problem)
    {
        var error = Assert.Throws<HypnogramFormatException>(() => Read(text));
        Assert.Equal(line, error.Line);
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("epoch,stage\n")]
    [InlineData("a\0b")]
    [InlineData("onset,duration,stage\n0,1e11,W\n")]
    [InlineData("onset,duration,stage\n0,60,W\n30,60,N1\n")]
    public void Read_NoHypnogram_IsRefused(string text) => Assert.Throws<HypnogramFormatException>(() => Read(text));

    [Fact]
    public void Read_EdfPlusRunsOfRechtschaffenAndKales_FillEveryEpoch()
    {
        var hypnogram = Read(
            new(0, 60, "Sleep stage W"), new(60, 30, "Sleep stage 1"), new(75, 3, "Arousal"), new(90, 60, "Sleep stage 4"),
            new(150, 30, "Sleep stage R@@EEG C4"), new(180, 30, "Movement time"), new(210, 30, "Sleep stage ?"));
        Assert.Equal("1:W 2:W 3:N1 4:N3 5:N3 6:R 7:? 8:?", Spell(hypnogram));
        Assert.Empty(hypnogram.Notes);
        Assert.Equal(new DateTime(2020, 1, 2, 22, 0, 0), hypnogram.StartTime);
    }

    [Fact]
    public void Read_EdfPlusWithoutDurations_EachStageHoldsUntilTheNext() =>
        Assert.Equal("1:W 2:W 3:N2", Spell(Read(new(0, null, "Sleep stage W"), new(60, null, "Sleep stage N2"))));

    [Fact]
    public void Read_EdfPlusOffTheGrid_TakesTheMiddleAndSaysSo()
    {
        var hypnogram = Read(new(10, 30, "Sleep stage W"), new(40, 30, "Sleep stage N1"));
        Assert.Equal("1:W 2:N1", Spell(hypnogram));
        Assert.Contains("10 s into", Assert.Single(hypnogram.Notes));
    }

    [Fact]
    public void Read_EdfWithoutStages_SaysSo()
    {
        var error = Assert.Throws<HypnogramFormatException>(() => Read(new Annotation(0, null, "Lights off")));
        Assert.Contains("no sleep stages", error.Message);
    }

    [Fact]
    public void Read_MissingFileOrFolder_IsOneSentence()
    {
        Assert.Contains("no such file", Assert.Throws<HypnogramFormatException>(() => HypnogramReader.Read(_folder.File("none"))).Message);
        Assert.Contains("a folder", Assert.Throws<HypnogramFormatException>(() => HypnogramReader.Read(_folder.Path)).Message);
    }

    [SharedFact("data/ucddb/ucddb018.edf")]
    public void Read_RealNight_AnnotationsAgreeWithItsTable()
    {
        var agreement = Agreement.Compare(
            HypnogramReader.Read(SharedFolder.PathOf("data/ucddb/ucddb018.edf")),
            HypnogramReader.Read(SharedFolder.PathOf("data/ucddb/ucddb018.hypnogram.csv")));
        Assert.Equal((822, 1.0, 1.0), (agreement.Compared, agreement.Accuracy, agreement.Kappa));
        Assert.Equal([328, 58, 280, 137, 19], agreement.Stages.Select(s => s.Support));
    }

    [SharedFact("data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf")]
    public void Read_RealSleepEdfHypnogram_RunsCoverTheWholeDay()
    {
        var hypnogram = HypnogramReader.Read(SharedFolder.PathOf("data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf"));
        Assert.Equal(220, hypnogram.Epochs.Count(e => e.Stage == SleepStage.N3));
        Assert.Equal(125, hypnogram.Epochs.Count(e => e.Stage == SleepStage.R));
        Assert.Equal(250, hypnogram.Epochs.Count(e => e.Stage == SleepStage.N2));
    }

    [Fact]
    public void Read_AnyBytes_GivesAHypnogramOrOneSentence()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string alphabet = "epoch,stage\n\n\n\"\"{}:W12345N3R?;\t#-.e ";
        for (var i = 0; i < 500; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(80)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            if (i % 2 == 0) text = "epoch,stage\n" + text;
            try
            {
                Assert.NotEmpty(Read(text).Epochs);
            }
            catch (HypnogramFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: '{text}': {error}");
            }
        }
    }

    public void Dispose() => _folder.Dispose();
}
