using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Engine.Montages;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.EpochImages;

/// <summary>A recording with what the reference pipeline made of it.</summary>
internal sealed record GoldenRecording(string EdfPath, string Folder, IReadOnlyList<(ChannelRole Role, string Label)> Channels)
{
    public static readonly GoldenRecording Synthetic = InRepository("synthetic-256hz",
        (ChannelRole.F4, "F4-M1"), (ChannelRole.C4, "C4-M1"), (ChannelRole.O2, "O2-M1"),
        (ChannelRole.LOC, "LOC"), (ChannelRole.ROC, "ROC"), (ChannelRole.Chin, "Chin EMG"));

    public static readonly GoldenRecording MissingChannels = InRepository("synthetic-missing-channels",
        (ChannelRole.C4, "C4-M1"), (ChannelRole.LOC, "LOC"), (ChannelRole.ROC, "ROC"), (ChannelRole.Chin, "Chin EMG"));

    /// <summary>A real recording of six channels at 200 Hz.</summary>
    public static GoldenRecording NoxClip => new(
        SharedFolder.PathOf("data/nox-a1-clip/subject1.edf"), SharedFolder.PathOf("golden/render/nox-a1-clip"),
        [(ChannelRole.F4, "F4-M1"), (ChannelRole.C4, "C4-M1"), (ChannelRole.O2, "O2-M1"),
         (ChannelRole.LOC, "E1-M2"), (ChannelRole.ROC, "E2-M1"), (ChannelRole.Chin, "1-2")]);

    public static GoldenRecording Named(string name) => name == "synthetic-256hz" ? Synthetic : MissingChannels;

    public float[] Filtered(ChannelRole role) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(Folder, $"filtered.{role}.f32"))).ToArray();

    public EpochImage Picture(int epoch) =>
        PngReader.Decode(File.ReadAllBytes(Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{epoch}.png"))));

    /// <summary>The samples of a plain EDF file in microvolts, read without the reader under test elsewhere.</summary>
    public IMontageSignals Read()
    {
        var file = File.ReadAllBytes(EdfPath);
        string Text(int start, int length) => Encoding.Latin1.GetString(file, start, length).Trim();
        double Number(int start, int length) => double.Parse(Text(start, length), CultureInfo.InvariantCulture);

        int records = (int)Number(236, 8), count = (int)Number(252, 4);
        var recordSeconds = Number(244, 8);
        string[] Fields(int before, int width) => [.. Enumerable.Range(0, count).Select(i => Text(256 + count * before + i * width, width))];
        double[] Numbers(int before, int width) => [.. Fields(before, width).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        var labels = Fields(0, 16);
        var units = Fields(96, 8);
        var (minimum, maximum) = (Numbers(104, 8), Numbers(112, 8));
        var (digitalMinimum, digitalMaximum) = (Numbers(120, 8), Numbers(128, 8));
        var perRecord = Numbers(216, 8).Select(value => (int)value).ToArray();

        var rows = new List<(ChannelRole, double, double[])>();
        foreach (var (role, label) in Channels)
        {
            var signal = Array.IndexOf(labels, label);
            var gain = (maximum[signal] - minimum[signal]) / (digitalMaximum[signal] - digitalMinimum[signal]);
            var microvolts = units[signal] == "V" ? 1e6 : 1;
            var samples = new double[records * perRecord[signal]];
            for (var i = 0; i < samples.Length; i++)
            {
                var record = i / perRecord[signal];
                var at = 256 * (count + 1) + 2 * (record * perRecord.Sum() + perRecord[..signal].Sum() + i % perRecord[signal]);
                samples[i] = ((BitConverter.ToInt16(file, at) - digitalMinimum[signal]) * gain + minimum[signal]) * microvolts;
            }

            rows.Add((role, perRecord[signal] / recordSeconds, samples));
        }

        return new ArraySignals([.. rows]);
    }

    private static GoldenRecording InRepository(string name, params (ChannelRole Role, string Label)[] channels) =>
        new(Repository.Golden($"render/{name}/recording.edf"), Repository.Golden($"render/{name}"), channels);
}
