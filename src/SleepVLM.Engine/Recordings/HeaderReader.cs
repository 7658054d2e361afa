using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Reads the header record of an EDF, EDF+, BDF or BDF+ file (EDF specification, clause 2.1; EDF+ 2.1).</summary>
/// <remarks>Reads the header and nothing else: at most 2.5 MB for the 9,999 signals the field can name.</remarks>
internal static class HeaderReader
{
    private const int FixedBytes = 256;
    private const double MaximumDurationSeconds = 366 * 86400.0, ShortestRecordSeconds = 1e-6;

    public static RecordingHeader Read(FileReader file, WarningLog log)
    {
        if (file.Length < FixedBytes)
            throw new RecordingFormatException(file.Path, 0, "header", $"is no EDF or BDF recording: {file.Length} bytes, a header has 256");

        var head = new byte[FixedBytes];
        file.ReadExactly(0, head, "header");
        var isBdf = IsBdf(file.Path, head, log);
        var fields = new HeaderFields(file.Path, head, log);
        var signalCount = (int)(fields.Integer(252, 4, "number of signals", 1, 9999)
            ?? throw fields.Refuse(252, "number of signals", $"the number of signals is '{fields.Shown(252, 4)}'; 1 to 9999 are possible"));
        var headerBytes = FixedBytes * (1 + signalCount);
        if (headerBytes > file.Length)
            throw fields.Refuse(252, "number of signals", $"{signalCount} signals need a header of {headerBytes} bytes, the file has {file.Length}");

        var recordDuration = RecordDuration(fields);
        var all = new byte[headerBytes];
        file.ReadExactly(0, all, "header");
        var format = Format(fields, isBdf);
        var signals = SignalHeaderReader.Read(new HeaderFields(file.Path, all, log), format, signalCount, recordDuration, log);
        if (format.IsPlus() && signals.Annotations.Count == 0)
            log.Add(192, "reserved", $"says {format.DisplayName()}, but there is no annotation signal: the true start of each record is unknown");
        if (signals.RecordBytes == 0)
            throw fields.Refuse(FixedBytes + 216 * signalCount, "number of samples in each data record", "no signal has any samples");
        if (recordDuration == 0 && signals.Ordinary.Any(signal => signal.SamplesPerRecord > 0))
            throw fields.Refuse(244, "duration of a data record", "the duration of a data record is 0, so the signals have no sampling rate");

        var available = file.Length - headerBytes;
        var dataOffset = DataOffset(fields, headerBytes, file.Length, signals.RecordBytes, log);
        var recordCount = RecordCount(fields, file.Length - dataOffset, signals.RecordBytes, dataOffset, log);
        if (recordCount == 0)
            throw fields.Refuse((int)Math.Min(dataOffset, int.MaxValue), "data records",
                $"holds no complete data record: {available} bytes after the header, one record has {signals.RecordBytes}");
        if (recordCount * recordDuration > MaximumDurationSeconds)
            throw fields.Refuse(244, "duration of a data record",
                FormattableString.Invariant($"{recordCount} records of {recordDuration} s are more than 366 days"));

        return new RecordingHeader(format, StartTimeReader.Read(head, log), dataOffset, recordCount, recordDuration,
            signals.RecordBytes, signals.Ordinary, signals.Annotations, signals.ByteOffsets);
    }

    private static bool IsBdf(string path, byte[] head, WarningLog log)
    {
        if (head[0] == 0xFF && Encoding.ASCII.GetString(head, 1, 7) == "BIOSEMI") return true;
        var version = Encoding.Latin1.GetString(head, 0, 8);
        if (version == "0       ") return false;
        if (version.Replace('\0', ' ').Trim() != "0")
            throw new RecordingFormatException(path, 0, "version of this data format",
                "is no EDF or BDF recording: it does not begin with '0' or BIOSEMI; convert it to EDF first");
        log.Add(0, "version of this data format", "not padded with blanks, read as 0");
        return false;
    }

    private static RecordingFormat Format(HeaderFields fields, bool isBdf)
    {
        var reserved = fields.Text(192, 44, "reserved");
        var isDiscontinuous = reserved.StartsWith(isBdf ? "BDF+D" : "EDF+D", StringComparison.OrdinalIgnoreCase);
        var isContinuous = reserved.StartsWith(isBdf ? "BDF+C" : "EDF+C", StringComparison.OrdinalIgnoreCase);
        if (isBdf) return isDiscontinuous ? RecordingFormat.BdfPlusD : isContinuous ? RecordingFormat.BdfPlusC : RecordingFormat.Bdf;
        return isDiscontinuous ? RecordingFormat.EdfPlusD : isContinuous ? RecordingFormat.EdfPlusC : RecordingFormat.Edf;
    }

    private static double RecordDuration(HeaderFields fields)
    {
        const string Field = "duration of a data record";
        var duration = fields.Number(244, 8, Field);
        if (duration is not (0 or >= ShortestRecordSeconds))
            throw fields.Refuse(244, Field, $"the duration of a data record is '{fields.Shown(244, 8)}'; a number of seconds is needed");
        return duration.Value;
    }

    /// <summary>The computed header size, unless the declared one alone fits the file exactly.</summary>
    private static long DataOffset(HeaderFields fields, int headerBytes, long fileBytes, long recordBytes, WarningLog log)
    {
        const string Field = "number of bytes in header record";
        var declared = fields.Integer(184, 8, Field, 0, 99_999_999);
        if (declared == headerBytes) return headerBytes;
        var records = fields.Integer(236, 8, "number of data records", 1, 99_999_999);
        var isDeclaredRight = declared > headerBytes && records * recordBytes + declared == fileBytes;
        log.Add(184, Field, $"says '{fields.Shown(184, 8)}', the signals make it {headerBytes}; used", isDeclaredRight ? "the former" : "the latter");
        return isDeclaredRight ? declared!.Value : headerBytes;
    }

    private static long RecordCount(HeaderFields fields, long dataBytes, long recordBytes, long dataOffset, WarningLog log)
    {
        const string Field = "number of data records";
        var present = Math.Max(0, dataBytes) / recordBytes;
        var rest = Math.Max(0, dataBytes) % recordBytes;
        var declared = fields.Integer(236, 8, Field, -1, 99_999_999);
        if (declared is > 0 && declared <= present)
        {
            if (declared < present || rest > 0)
                log.Add(dataOffset + declared.Value * recordBytes, "data records",
                    $"{dataBytes - declared.Value * recordBytes} bytes after the last declared record, left out");
            return declared.Value;
        }

        log.Add(236, Field, $"says '{fields.Shown(236, 8)}', the file holds {present}; used the latter");
        if (rest > 0)
            log.Add(dataOffset + present * recordBytes, "data records", $"the last record is cut short ({rest} of {recordBytes} bytes), left out");
        return present;
    }
}
