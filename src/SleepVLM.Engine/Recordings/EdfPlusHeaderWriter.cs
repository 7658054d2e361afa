using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>The header of an EDF+C file (EDF+ clause 2.1), patient fields unknown.</summary>
internal static class EdfPlusHeaderWriter
{
    private const int MaximumSignals = 9999, FirstYear = 1985, LastYear = 2084;

    /// <summary>What the two-digit fields of the header cannot hold.</summary>
    public static double FractionOfSecond(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond / (double)TimeSpan.TicksPerSecond;

    /// <exception cref="SleepVlmException">Something does not fit its field.</exception>
    public static byte[] Write(EdfPlusHeader header, int recordCount, int annotationSamples, int digitalMinimum, int digitalMaximum)
    {
        var (start, signals) = (header.StartTime, header.Signals);
        if (signals.Count + 1 > MaximumSignals) throw new SleepVlmException($"EDF+ holds at most {MaximumSignals} signals, not {signals.Count + 1}");
        if (start.Year is < FirstYear or > LastYear)
            throw new SleepVlmException($"the start year {start.Year} is outside what EDF+ can date: {FirstYear} to {LastYear}");
        if (header.Equipment.Length == 0 || header.Equipment.Contains(' '))
            throw new SleepVlmException($"the equipment name '{header.Equipment}' is empty or holds blanks; EDF+ separates its subfields by them");
        foreach (var signal in signals) Require(signal);

        using var bytes = new MemoryStream();
        void Text(string text, int width, string field) => bytes.Write(EdfField.Text(text, width, field));
        void Number(double value, int width, string field) => bytes.Write(EdfField.Number(value, width, field));
        string Clock(string format) => start.ToString(format, CultureInfo.InvariantCulture);

        Text("0", 8, "version");
        Text("X X X X", 80, "local patient identification");
        Text($"Startdate {Clock("dd-MMM-yyyy").ToUpperInvariant()} X X {header.Equipment}", 80, "local recording identification");
        Text(Clock("dd.MM.yy"), 8, "startdate of recording");
        Text(Clock("HH.mm.ss"), 8, "starttime of recording");
        Number(256 * (signals.Count + 2), 8, "number of bytes in header record");
        Text("EDF+C", 44, "reserved");
        Number(recordCount, 8, "number of data records");
        Number(header.RecordDurationSeconds, 8, "duration of a data record");
        Number(signals.Count + 1, 4, "number of signals");

        EdfPlusSignal[] all = [.. signals, new EdfPlusSignal("EDF Annotations", annotationSamples, -1, 1, Unit: "")];
        foreach (var signal in all) Text(signal.Label, 16, "label");
        foreach (var signal in all) Text(signal.Transducer, 80, "transducer type");
        foreach (var signal in all) Text(signal.Unit, 8, "physical dimension");
        foreach (var signal in all) Number(signal.PhysicalMinimum, 8, $"physical minimum of '{signal.Label}'");
        foreach (var signal in all) Number(signal.PhysicalMaximum, 8, $"physical maximum of '{signal.Label}'");
        foreach (var _ in all) Number(digitalMinimum, 8, "digital minimum");
        foreach (var _ in all) Number(digitalMaximum, 8, "digital maximum");
        foreach (var signal in all) Text(signal.Prefiltering, 80, "prefiltering");
        foreach (var signal in all) Number(signal.SamplesPerRecord, 8, $"number of samples of '{signal.Label}' in each data record");
        foreach (var _ in all) Text("", 32, "reserved");
        return bytes.ToArray();
    }

    private static void Require(EdfPlusSignal signal)
    {
        if (!(signal.PhysicalMinimum < signal.PhysicalMaximum))
            throw new SleepVlmException(string.Create(CultureInfo.InvariantCulture,
                $"'{signal.Label}': the physical minimum {signal.PhysicalMinimum} must be below the physical maximum {signal.PhysicalMaximum}"));
        if (signal.SamplesPerRecord < 1) throw new SleepVlmException($"'{signal.Label}': a signal needs at least 1 sample in each record, not {signal.SamplesPerRecord}");
        if (signal.Label.Trim().Length == 0) throw new SleepVlmException("a signal has no label; EDF+ needs one");
    }
}
