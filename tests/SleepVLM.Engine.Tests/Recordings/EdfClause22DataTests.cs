using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>EDF 2.2 and BDF: data records.</summary>
public sealed class EdfClause22DataTests : RecordingTest
{
    [Fact]
    public void ReadPhysical_EndsOfTheDigitalRange_GiveThePhysicalRange()
    {
        var recording = Open(new EdfBuilder { Records = 1 }.With("C4", 2, digital: i => i == 0 ? -32768 : 32767));
        Assert.Equal([-1000, 1000], Physical(recording).Select(value => Math.Round(value, 9)));
    }

    [Fact]
    public void ReadDigital_Bdf_KeepsAllTwentyFourBits()
    {
        int[] values = [-8388608, -1, 0, 1, 8388607, 70000, -70000];
        var recording = Open(new EdfBuilder { IsBdf = true, Reserved = "24BIT", Records = 1 }.With("C4", values.Length, digital: i => values[i]));
        var read = new int[values.Length];
        recording.ReadDigital(recording.Signals[0], 0, read);
        Assert.Equal(values, read);
        Assert.Equal((RecordingFormat.Bdf, 1000.0), (recording.Format, Math.Round(Physical(recording)[4], 6)));
        Assert.Empty(recording.Warnings);
    }

    [Fact]
    public void Read_AnyRangeOfAnySignal_GivesTheSamplesStored()
    {
        const int Seed = 20240601;
        var random = new Random(Seed);
        for (var round = 0; round < 60; round++)
        {
            // Records of few bytes are read many at a time, large ones piece by piece: both kinds occur.
            var isBdf = random.Next(2) == 0;
            var records = random.Next(1, 40);
            var builder = new EdfBuilder { IsBdf = isBdf, Records = records, RecordSeconds = random.Next(1, 30) };
            var count = random.Next(1, 6);
            for (var i = 0; i < count; i++)
            {
                var salt = random.Next();
                builder.With($"S{i}", random.Next(1, random.Next(2) == 0 ? 20 : 3000), digital: k => (short)(k * 31 + salt));
            }

            var recording = Open(builder);
            for (var read = 0; read < 20; read++)
            {
                var at = random.Next(count);
                var signal = recording.Signals[at];
                var total = (int)recording.SampleCount(signal);
                var first = random.Next(total);
                var digital = new int[random.Next(total - first + 1)];
                var physical = new double[digital.Length];
                recording.ReadDigital(signal, first, digital);
                recording.ReadPhysical(signal, first, physical);
                for (var i = 0; i < digital.Length; i++)
                {
                    var expected = builder.Signals[at].Digital(first + i);
                    Assert.True(expected == digital[i], $"seed {Seed}, round {round}, read {read}, sample {i}");
                    Assert.True(Math.Abs(expected * signal.Gain + signal.Offset - physical[i]) < 1e-9, $"seed {Seed}, round {round}, read {read}, sample {i}");
                }
            }
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(300, 1)]
    [InlineData(0, 301)]
    [InlineData(long.MaxValue, 2)]
    public void Read_OutsideTheRecording_IsRefused(long first, int count)
    {
        var recording = Open(new EdfBuilder { Records = 3 }.With("C4", 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => recording.ReadDigital(recording.Signals[0], first, new int[count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => recording.ReadPhysical(recording.Signals[0], first, new double[count]));
    }

    [Fact]
    public void Read_FileCutOffWhileOpen_IsAnErrorAtThatByte()
    {
        var path = Save(new EdfBuilder { Records = 10 }.With("C4", 5000).Build());
        using var recording = Recording.Open(path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..20_000]);
        var error = Assert.Throws<RecordingFormatException>(() => Physical(recording));
        Assert.Equal(20_000, error.ByteOffset);
    }

    [Fact]
    public void ComputeSha256_IsTheHashOfTheFile()
    {
        var bytes = new EdfBuilder { Records = 300 }.With("C4", 5000).Build();
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Open(bytes).ComputeSha256());
    }
}
