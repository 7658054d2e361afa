namespace SleepVLM.Engine.Recordings;

/// <summary>The members of the EDF family.</summary>
public enum RecordingFormat
{
    /// <summary>European Data Format (1992), 16 bit, uninterrupted.</summary>
    Edf,
    /// <summary>EDF+ (2003), uninterrupted, with annotations.</summary>
    EdfPlusC,
    /// <summary>EDF+, interrupted: every record carries its own start.</summary>
    EdfPlusD,
    /// <summary>BioSemi Data Format, 24 bit, uninterrupted.</summary>
    Bdf,
    /// <summary>BDF+, uninterrupted, with annotations.</summary>
    BdfPlusC,
    /// <summary>BDF+, interrupted.</summary>
    BdfPlusD,
}

/// <summary>What follows from the format.</summary>
public static class RecordingFormats
{
    /// <summary>The name users know, for example <c>EDF+C</c>.</summary>
    public static string DisplayName(this RecordingFormat format) => format switch
    {
        RecordingFormat.Edf => "EDF",
        RecordingFormat.EdfPlusC => "EDF+C",
        RecordingFormat.EdfPlusD => "EDF+D",
        RecordingFormat.Bdf => "BDF",
        RecordingFormat.BdfPlusC => "BDF+C",
        _ => "BDF+D",
    };

    /// <summary>Bytes of one sample: 2 for EDF, 3 for BDF.</summary>
    public static int BytesPerSample(this RecordingFormat format) => format >= RecordingFormat.Bdf ? 3 : 2;

    internal static bool IsPlus(this RecordingFormat format) => format is not (RecordingFormat.Edf or RecordingFormat.Bdf);

    internal static bool IsDiscontinuous(this RecordingFormat format) =>
        format is RecordingFormat.EdfPlusD or RecordingFormat.BdfPlusD;
}
