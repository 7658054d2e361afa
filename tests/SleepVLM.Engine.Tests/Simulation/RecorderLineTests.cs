using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>Recorders leave lines inside the EEG band, mains' third harmonic folded back by the sampling among them.</summary>
public class RecorderLineTests
{
    private const int Nights = 24;

    [Theory]
    [InlineData(128, 50, 22)]
    [InlineData(200, 60, 20)]
    public void Simulate_ManyNights_SomeHaveMainsThirdHarmonicFoldedBack(int rateHz, int mainsHz, int foldedHz)
    {
        var lines = Enumerable.Range(1, Nights).Select(seed => LineMicrovolts(seed, rateHz, mainsHz, foldedHz)).ToArray();
        // One in five by draw; a line of 0.7 uV stands above what chance gives in the background.
        Assert.InRange(lines.Count(microvolts => microvolts > 0.7), 2, Nights / 2);
        Assert.All(lines, microvolts => Assert.True(microvolts < 8, $"{microvolts} uV"));
    }

    // Amplitude of a tone in C4 above that of its neighbours 0.7 Hz away, over ten minutes.
    private static double LineMicrovolts(int seed, int rateHz, int mainsHz, double hertz)
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = seed, Minutes = 10, SampleRateHz = rateHz, MainsHz = mainsHz }).WithChannels(ChannelRole.C4);
        var samples = night.Read(0, night.Segments[0]);
        return Tone(hertz) - (Tone(hertz - 0.7) + Tone(hertz + 0.7)) / 2;

        // Median over pieces of ten seconds, which a movement does not spoil.
        double Tone(double at)
        {
            var pieces = samples.Chunk(10 * rateHz).Where(piece => piece.Length == 10 * rateHz).Select(piece =>
            {
                var (real, imaginary) = (0.0, 0.0);
                for (var i = 0; i < piece.Length; i++)
                {
                    var weight = 1 - Math.Cos(2 * Math.PI * (i + 0.5) / piece.Length);
                    real += weight * piece[i] * Math.Cos(2 * Math.PI * at * i / rateHz);
                    imaginary += weight * piece[i] * Math.Sin(2 * Math.PI * at * i / rateHz);
                }

                return 2 * Math.Sqrt(real * real + imaginary * imaginary) / piece.Length;
            }).Order().ToArray();
            return pieces[pieces.Length / 2];
        }
    }
}
