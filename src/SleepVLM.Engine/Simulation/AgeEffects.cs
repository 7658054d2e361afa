namespace SleepVLM.Engine.Simulation;

/// <summary>What age does to a sleeper's EEG and sleep, beside the stages themselves (<see cref="StageTendency.OfAge"/>).</summary>
/// <remarks>
/// <para>Directions are published, sizes are round figures within what was published; the spread between people of one age stays what it was.</para>
/// <list type="bullet">
/// <item>Slow waves lose amplitude from early adulthood on: Landolt et al. 1996 (Brain Res 738:205), Carrier et al. 2011 (Eur J Neurosci 33:758). Here 0.8 dB a decade, 37 % of the
/// amplitude between 25 and 75; that alone turns epochs of N3 into N2, as the 75 uV of the scoring rule have it.</item>
/// <item>Spindles become rarer and weaker, K complexes rarer and smaller: Crowley et al. 2002 (Clin Neurophysiol 113:1615), Purcell et al. 2017 (Nat Commun 8:15930).</item>
/// <item>Arousals: 14.7 an hour in young adults, 27.1 in the elderly (Boselli et al. 1998, Sleep 21:351), 14 % a decade.</item>
/// <item>The alpha rhythm slows down: Klimesch 1999 (Brain Res Rev 29:169).</item>
/// </list>
/// </remarks>
internal static class AgeEffects
{
    /// <summary>Youngest and oldest that can be asked for; the hypnograms behind the effects end at 101, those of amplitude earlier.</summary>
    public const int Youngest = 18, Oldest = 100;

    // The patients whose spectra the simulator has were 50 on average.
    private const double ReferenceYears = 50;

    /// <summary>A sleeper drawn without regard to age, as they would be at this age.</summary>
    public static SubjectTraits Apply(SubjectTraits traits, int years)
    {
        var decades = (Math.Min(years, 90) - ReferenceYears) / 10;
        return traits with
        {
            SlowWaveDb = traits.SlowWaveDb - 0.8 * decades,
            KComplexMicrovolts = traits.KComplexMicrovolts * Math.Exp(-0.06 * decades),
            KComplexesPerMinute = traits.KComplexesPerMinute * Math.Exp(-0.08 * decades),
            SpindlesPerMinute = traits.SpindlesPerMinute * Math.Exp(-0.1 * decades),
            SpindleProminence = traits.SpindleProminence * Math.Exp(-0.03 * decades),
            AlphaHz = Math.Clamp(traits.AlphaHz - 0.1 * decades, 7.5, 12.5),
            ArousalsPerHour = traits.ArousalsPerHour * Math.Exp(0.136 * decades),
        };
    }
}
