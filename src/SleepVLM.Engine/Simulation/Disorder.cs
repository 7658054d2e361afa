namespace SleepVLM.Engine.Simulation;

/// <summary>What a simulated sleeper suffers from, as far as it changes what a staging montage shows.</summary>
public enum Disorder
{
    /// <summary>Nothing; people still differ as widely as healthy people do.</summary>
    None,
    /// <summary>Sleep apnoea: trains of arousals 20 to 60 s apart, often led by a K complex, in blocks of N1, N2 and R; more N1 and wake, less N3 and R, short stretches.</summary>
    Apnoea,
    /// <summary>REM sleep behaviour disorder: chin tone and phasic twitches stay in R.</summary>
    Rbd,
    /// <summary>A stroke of one hemisphere: weak spindles and alpha and slow activity there; fragmented sleep with little N3 and R.</summary>
    Stroke,
}
