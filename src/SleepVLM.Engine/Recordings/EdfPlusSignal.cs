namespace SleepVLM.Engine.Recordings;

/// <summary>A signal to be written.</summary>
/// <param name="Label">At most 16 printable ASCII characters, for example <c>EEG F4-M1</c>.</param>
/// <param name="SamplesPerRecord">Samples in each data record.</param>
/// <param name="PhysicalMinimum">Smallest value that can be stored; with its sign it must fit 8 characters.</param>
/// <param name="PhysicalMaximum">Largest value that can be stored.</param>
/// <param name="Unit">At most 8 printable ASCII characters; default <c>uV</c>.</param>
/// <param name="Prefiltering">At most 80 characters, for example <c>HP:0.1Hz LP:75Hz</c>; default none.</param>
/// <param name="Transducer">At most 80 characters; default none.</param>
public sealed record EdfPlusSignal(
    string Label,
    int SamplesPerRecord,
    double PhysicalMinimum,
    double PhysicalMaximum,
    string Unit = "uV",
    string Prefiltering = "",
    string Transducer = "");

/// <summary>What an EDF+ file says of itself. Patient fields are written as unknown.</summary>
/// <param name="StartTime">Clock time of the first sample, 1985 to 2084; a fraction of a second goes to the time stamps.</param>
/// <param name="RecordDurationSeconds">Length of one data record; 0 for annotations alone.</param>
/// <param name="Signals">Signals in file order; the annotation signal is added.</param>
/// <param name="Equipment">Name of the recorder or program, no blanks; default <c>SleepVLM</c>.</param>
public sealed record EdfPlusHeader(
    DateTime StartTime, double RecordDurationSeconds, IReadOnlyList<EdfPlusSignal> Signals, string Equipment = "SleepVLM");
