using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>Muscle in the EOG comes with wakefulness and touches nothing else.</summary>
public class EyeMuscleTests
{
    private const int EpochsOfAStage = 16;
    private static readonly SleepStage[] Stages = [SleepStage.W, SleepStage.N2, SleepStage.R];

    [Fact]
    public void Simulate_WithMuscle_OnlyTheEyesChannelsDiffer()
    {
        var (with, without) = (Night(128, SimulatedParts.None), Night(128, SimulatedParts.EyeMuscle));
        Assert.Equal(without.Epochs.Select(epoch => epoch.Stage), with.Epochs.Select(epoch => epoch.Stage));
        Assert.Equal(without.Events, with.Events);
        foreach (var (a, b) in with.Recorded.Zip(without.Recorded))
            Assert.Equal(a.Derivation.Role is ChannelRole.LOC or ChannelRole.ROC, !a.Samples.SequenceEqual(b.Samples));
    }

    [Fact]
    public void Simulate_AnySamplingRate_MuscleOfWakeIsTheSame_AndEndsWithSleep()
    {
        var wake = new List<double>();
        foreach (var rate in (int[])[100, 128, 256])
        {
            var rms = Stages.Select((_, i) => MuscleRms(rate, i)).ToArray();
            Assert.InRange(rms[0], 2, 20); // 25 uV at 20-100 Hz, of which a quarter lies at 20-35 Hz; people differ
            Assert.True(rms[1] < 0.2 * rms[0] && rms[2] < 0.2 * rms[0], $"at {rate} Hz {rms[0]:0.0}, {rms[1]:0.0} and {rms[2]:0.0} uV in W, N2 and R");
            wake.Add(rms[0]);
        }
        Assert.InRange(wake.Max() / wake.Min(), 1, 1.25);
    }

    [Fact]
    public void Simulate_BothEyes_ShareTheMuscleUnderTheirReference()
    {
        var (left, right) = (Muscle(128, ChannelRole.LOC, 0), Muscle(128, ChannelRole.ROC, 0));
        var correlation = left.Zip(right, (a, b) => a * b).Sum() / Math.Sqrt(left.Sum(a => a * a) * right.Sum(b => b * b));
        Assert.InRange(correlation, 0.2, 0.4);
    }

    private static SimulatedNight Night(int rateHz, SimulatedParts without) => NightSimulator.Simulate(new SimulationSettings
    {
        Seed = 12, SampleRateHz = rateHz, Without = without, PlantedArtefacts = ArtefactKinds.None,
        Minutes = Stages.Length * EpochsOfAStage / 2, Hypnogram = [.. Stages.SelectMany(stage => Enumerable.Repeat(stage, EpochsOfAStage))],
    });

    /// <summary>What muscle adds to an EOG in the midst of a stage, microvolts.</summary>
    private static double[] Muscle(int rateHz, ChannelRole role, int stage)
    {
        var (with, without) = (Samples(SimulatedParts.None), Samples(SimulatedParts.EyeMuscle));
        return [.. with.Zip(without, (a, b) => a - b).Skip((stage * EpochsOfAStage + 4) * 30 * rateHz).Take((EpochsOfAStage - 8) * 30 * rateHz)];

        IEnumerable<double> Samples(SimulatedParts parts)
        {
            var channel = Night(rateHz, parts).Recorded.Single(item => item.Derivation.Role == role);
            return channel.Samples.Select(sample => sample * channel.StepMicrovolts);
        }
    }

    /// <summary>RMS at 20 to 35 Hz of what muscle adds to LOC, microvolts: median of one-second pieces under a Hann window, which arousals do not spoil.</summary>
    private static double MuscleRms(int rateHz, int stage)
    {
        var power = Muscle(rateHz, ChannelRole.LOC, stage).Chunk(rateHz).Select(piece => Enumerable.Range(20, 16).Sum(hz =>
        {
            var (real, imaginary) = (0.0, 0.0);
            for (var i = 0; i < piece.Length; i++)
            {
                var value = (1 - Math.Cos(2 * Math.PI * (i + 0.5) / piece.Length)) * piece[i];
                real += value * Math.Cos(2 * Math.PI * hz * i / rateHz);
                imaginary += value * Math.Sin(2 * Math.PI * hz * i / rateHz);
            }
            return 2 * (real * real + imaginary * imaginary) / (1.5 * piece.Length * (double)piece.Length);
        })).Order().ToArray();
        return Math.Sqrt(power[power.Length / 2]);
    }
}
