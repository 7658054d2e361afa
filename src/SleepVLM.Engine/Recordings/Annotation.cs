namespace SleepVLM.Engine.Recordings;

/// <summary>One annotation of a recording (EDF+ clause 2.2.2).</summary>
/// <param name="OnsetSeconds">Seconds from the first sample of the recording (<see cref="Recording.StartTime"/>).</param>
/// <param name="DurationSeconds">Length, or null where the file gives none.</param>
/// <param name="Text">What was noted, for example <c>Sleep stage N2</c>; may hold free text about the patient.</param>
public sealed record Annotation(double OnsetSeconds, double? DurationSeconds, string Text);
