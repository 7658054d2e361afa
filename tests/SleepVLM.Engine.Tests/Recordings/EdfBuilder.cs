using System.Globalization;
using System.Text;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>Makes files with any header, right or wrong, independently of the product's writer.</summary>
internal sealed class EdfBuilder
{
    private readonly Dictionary<(string Field, int Signal), byte[]> _overrides = [];

    public List<Signal> Signals { get; } = [];

    public string Reserved { get; init; } = "";

    public bool IsBdf { get; init; }

    public double RecordSeconds { get; init; } = 1;

    public int Records { get; init; } = 3;

    /// <summary>Content of the annotation signal by record.</summary>
    public Func<int, byte[]> Annotations { get; init; } = record => Tal($"+{record}\u0014\u0014\0");

    public int Width => IsBdf ? 3 : 2;

    public sealed record Signal(string Label, int Samples, string Unit, Func<int, int> Digital, bool IsAnnotation);

    public EdfBuilder With(string label, int samples, string unit = "uV", Func<int, int>? digital = null)
    {
        Signals.Add(new Signal(label, samples, unit, digital ?? (i => i % 1000), false));
        return this;
    }

    public EdfBuilder WithAnnotations(int samples = 60)
    {
        Signals.Add(new Signal(IsBdf ? "BDF Annotations" : "EDF Annotations", samples, "", _ => 0, true));
        return this;
    }

    /// <summary>Puts raw Latin-1 text into a header field.</summary>
    public EdfBuilder Set(string field, string text, int signal = -1) => Set(field, Encoding.Latin1.GetBytes(text), signal);

    public EdfBuilder Set(string field, byte[] bytes, int signal = -1)
    {
        _overrides[(field, signal)] = bytes;
        return this;
    }

    public static byte[] Tal(string text) => Encoding.UTF8.GetBytes(text);

    public byte[] Build()
    {
        using var bytes = new MemoryStream();
        void Put(string field, string text, int width, int signal = -1)
        {
            var content = _overrides.GetValueOrDefault((field, signal)) ?? Encoding.Latin1.GetBytes(text);
            var padded = Enumerable.Repeat((byte)' ', width).ToArray();
            content.AsSpan(0, Math.Min(width, content.Length)).CopyTo(padded);
            bytes.Write(padded);
        }

        string N(double value) => value.ToString(CultureInfo.InvariantCulture);
        Put("version", IsBdf ? "\u00FFBIOSEMI" : "0", 8);
        Put("patient", "MCH-0234567 F 02-MAY-1951 Haagse_Harry", 80);
        Put("recording", "Startdate 02-MAR-2002 PSG-1234/2002 Dr_Secret Telemetry03", 80);
        Put("date", "02.03.02", 8);
        Put("time", "22.30.15", 8);
        Put("headerBytes", N(256 * (Signals.Count + 1)), 8);
        Put("reserved", Reserved, 44);
        Put("records", N(Records), 8);
        Put("duration", N(RecordSeconds), 8);
        Put("signals", N(Signals.Count), 4);
        var digital = IsBdf ? 8388607 : 32767;
        void Each(string field, int width, Func<Signal, string> text)
        {
            for (var i = 0; i < Signals.Count; i++) Put(field, text(Signals[i]), width, i);
        }

        Each("label", 16, signal => signal.Label);
        Each("transducer", 80, _ => "AgAgCl by Secret_Nurse");
        Each("unit", 8, signal => signal.Unit);
        Each("physicalMinimum", 8, _ => "-1000");
        Each("physicalMaximum", 8, _ => "1000");
        Each("digitalMinimum", 8, _ => N(-digital - 1));
        Each("digitalMaximum", 8, _ => N(digital));
        Each("prefiltering", 80, _ => "HP:0.1Hz");
        Each("samples", 8, signal => N(signal.Samples));
        Each("signalReserved", 32, _ => "");
        for (var record = 0; record < Records; record++)
            foreach (var signal in Signals) bytes.Write(Samples(signal, record));
        return bytes.ToArray();
    }

    /// <summary>Offset of a signal field in the header.</summary>
    public int OffsetOf(string field, int signal)
    {
        (string Name, int Width)[] layout =
        [
            ("label", 16), ("transducer", 80), ("unit", 8), ("physicalMinimum", 8), ("physicalMaximum", 8),
            ("digitalMinimum", 8), ("digitalMaximum", 8), ("prefiltering", 80), ("samples", 8),
        ];
        var start = layout.TakeWhile(entry => entry.Name != field).Sum(entry => entry.Width);
        return 256 + start * Signals.Count + signal * layout.First(entry => entry.Name == field).Width;
    }

    private byte[] Samples(Signal signal, int record)
    {
        var bytes = new byte[signal.Samples * Width];
        if (signal.IsAnnotation)
        {
            Annotations(record).CopyTo(bytes, 0);
            return bytes;
        }

        for (var i = 0; i < signal.Samples; i++)
        {
            var value = signal.Digital(record * signal.Samples + i);
            for (var k = 0; k < Width; k++) bytes[i * Width + k] = (byte)(value >> (8 * k));
        }

        return bytes;
    }
}
