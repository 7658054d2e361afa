namespace SleepVLM.Engine.Simulation;

/// <summary>Which derivations a simulated night is recorded with.</summary>
public enum SimulatedMontage
{
    /// <summary>F4-M1, C4-M1, O2-M1, E1-M2, E2-M2, chin: recommended by the AASM manual.</summary>
    Aasm,
    /// <summary>F3-M2, C3-M2, O1-M2, E1-M2, E2-M2, chin: the manual's other side.</summary>
    Contralateral,
    /// <summary>EEG of both sides, both EOG, chin: nine channels.</summary>
    Bilateral,
    /// <summary>Fpz-Cz, Pz-Oz and one horizontal EOG, no chin: as Sleep-EDF has it.</summary>
    SleepEdf,
}
