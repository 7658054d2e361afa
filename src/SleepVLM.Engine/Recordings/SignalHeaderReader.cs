namespace SleepVLM.Engine.Recordings;

/// <summary>What the signal headers tell.</summary>
/// <param name="Ordinary">Signals with samples.</param>
/// <param name="Annotations">Places of annotation signals.</param>
/// <param name="ByteOffsets">Offset of every signal in a record, by position in the header.</param>
/// <param name="RecordBytes">Size of one record.</param>
internal sealed record SignalHeaders(
    IReadOnlyList<RecordedSignal> Ordinary, IReadOnlyList<SignalPlace> Annotations, IReadOnlyList<long> ByteOffsets, long RecordBytes);

/// <summary>Reads the part of the header that has one entry per signal (EDF specification, clause 2.1).</summary>
internal static class SignalHeaderReader
{
    private const long MaximumSamplesPerRecord = 99_999_999;
    private const double LargestGain = 1e30;

    // Fields are stored field by field, each for all signals: (start of the field within a signal's 256 bytes, width).
    private const int Start = 256, LabelWidth = 16, UnitStart = 96, NumberWidth = 8;
    private const int PhysicalMinimumStart = 104, PhysicalMaximumStart = 112, DigitalMinimumStart = 120, DigitalMaximumStart = 128;
    private const int SamplesStart = 216;

    public static SignalHeaders Read(HeaderFields fields, RecordingFormat format, int count, double recordDuration, WarningLog log)
    {
        var ordinary = new List<RecordedSignal>();
        var annotations = new List<SignalPlace>();
        var offsets = new long[count];
        var recordBytes = 0L;
        for (var index = 0; index < count; index++)
        {
            int At(int start, int width) => Start + start * count + width * index;

            var label = fields.Text(At(0, LabelWidth), LabelWidth, "label");
            var samplesAt = At(SamplesStart, NumberWidth);
            var samples = (int)(fields.Integer(samplesAt, NumberWidth, "number of samples in each data record", 0, MaximumSamplesPerRecord)
                ?? throw fields.Refuse(samplesAt, "number of samples in each data record",
                    $"signal {index + 1} ('{label}') has '{fields.Shown(samplesAt, NumberWidth)}' samples in each record, so no signal can be located"));
            offsets[index] = recordBytes;
            var bytes = (long)samples * format.BytesPerSample();
            recordBytes += bytes;
            if (IsAnnotationLabel(label))
            {
                if (!format.IsPlus()) log.Add(At(0, LabelWidth), "label", $"annotation signal in plain {format.DisplayName()}, read as in EDF+");
                annotations.Add(new SignalPlace(offsets[index], bytes));
                continue;
            }

            var numbers = new SignalNumbers(fields, label, At);
            ordinary.Add(new RecordedSignal(
                index, label, fields.Text(At(UnitStart, NumberWidth), NumberWidth, "physical dimension"),
                numbers.PhysicalMinimum ?? 0, numbers.PhysicalMaximum ?? 0, numbers.DigitalMinimum ?? 0, numbers.DigitalMaximum ?? 0,
                samples, recordDuration > 0 ? samples / recordDuration : 0, numbers.Judge(samples, format, log)));
        }

        return new SignalHeaders(ordinary, annotations, offsets, recordBytes);
    }

    private static bool IsAnnotationLabel(string label) =>
        label.Equals("EDF Annotations", StringComparison.OrdinalIgnoreCase) || label.Equals("BDF Annotations", StringComparison.OrdinalIgnoreCase);

    /// <summary>The four calibration numbers of one signal.</summary>
    private readonly struct SignalNumbers(HeaderFields fields, string label, Func<int, int, int> at)
    {
        public readonly double? PhysicalMinimum = fields.Number(at(PhysicalMinimumStart, NumberWidth), NumberWidth, "physical minimum");
        public readonly double? PhysicalMaximum = fields.Number(at(PhysicalMaximumStart, NumberWidth), NumberWidth, "physical maximum");
        public readonly double? DigitalMinimum = fields.Number(at(DigitalMinimumStart, NumberWidth), NumberWidth, "digital minimum");
        public readonly double? DigitalMaximum = fields.Number(at(DigitalMaximumStart, NumberWidth), NumberWidth, "digital maximum");

        /// <summary>Null for a good signal, else why it cannot be used; either way the log learns of oddities.</summary>
        public string? Judge(int samples, RecordingFormat format, WarningLog log)
        {
            var (start, problem) = this switch
            {
                { PhysicalMinimum: null } => (PhysicalMinimumStart, "physical minimum is no number"),
                { PhysicalMaximum: null } => (PhysicalMaximumStart, "physical maximum is no number"),
                { DigitalMinimum: null } => (DigitalMinimumStart, "digital minimum is no number"),
                { DigitalMaximum: null } => (DigitalMaximumStart, "digital maximum is no number"),
                _ when samples == 0 => (SamplesStart, "signal has no samples"),
                _ when PhysicalMinimum == PhysicalMaximum => (PhysicalMaximumStart, "physical minimum equals physical maximum"),
                _ when DigitalMinimum == DigitalMaximum => (DigitalMaximumStart, "digital minimum equals digital maximum"),
                _ when !(Math.Abs((PhysicalMaximum!.Value - PhysicalMinimum!.Value) / (DigitalMaximum!.Value - DigitalMinimum!.Value)) < LargestGain) =>
                    (PhysicalMaximumStart, "physical range is beyond any measurement"),
                _ => (0, null),
            };
            if (problem is not null)
            {
                log.Add(at(start, NumberWidth), "signal header", $"{problem}: the signal cannot be used,", $"'{label}'");
                return problem;
            }

            var limit = format.BytesPerSample() == 2 ? 32768.0 : 8388608.0;
            if (DigitalMinimum > DigitalMaximum)
                log.Add(at(DigitalMinimumStart, NumberWidth), "digital minimum", "above the digital maximum; the scale is used as it stands,", $"'{label}'");
            if (Math.Min(DigitalMinimum!.Value, DigitalMaximum!.Value) < -limit || Math.Max(DigitalMinimum.Value, DigitalMaximum.Value) >= limit)
                log.Add(at(DigitalMinimumStart, NumberWidth), "digital minimum", "digital range is wider than the samples,", $"'{label}'");
            return null;
        }
    }
}
