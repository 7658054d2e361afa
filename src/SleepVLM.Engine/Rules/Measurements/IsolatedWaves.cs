namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Large negative-positive waves of at least 0.5 s that stand alone, as K complexes do and the waves of N3 do not.</summary>
internal static class IsolatedWaves
{
    private const double ShortestSeconds = 0.5, ApartSeconds = 3, MostCoveredShare = 0.25;

    /// <summary>Keeps the waves around which slow waves cover less than a quarter of 3 s on each side.</summary>
    public static Stretches Among(Stretches slowWaves, List<Stretch> negativeFirst, int sampleCount, int rateHz)
    {
        var apart = (int)(ApartSeconds * rateHz);
        return new Stretches(negativeFirst.FindAll(wave => wave.Length >= ShortestSeconds * rateHz && StandsAlone(wave)), sampleCount);

        bool StandsAlone(Stretch wave) =>
            slowWaves.Covered(wave.Start - apart, wave.Start) + slowWaves.Covered(wave.End, wave.End + apart) < MostCoveredShare * 2 * apart;
    }
}
