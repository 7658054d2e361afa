using System.Globalization;
using System.Text;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>Damages EDF files the ways disks, converters and attackers do.</summary>
internal static class EdfMutator
{
    private static readonly string[] Nasty =
    [
        "", "-1", "0", "-0", "1", "+1", "1,5", "1e308", "1e-300", "-1e308", "NaN", "Infinity", "0x10", "99999999", "9999", "2147483648", "-2147483648",
        "\0\0\0\0\0\0\0\0", "\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF", "        ", "EDF+D", "EDF+C", "BDF+D", "EDF Annotations", "uV", "%", "F4-M1", "0.000001", "1e-6", "30", "32767", "-32768",
    ];

    private static readonly int[] FixedFields = [0, 8, 88, 168, 176, 184, 192, 236, 244, 252];
    private static readonly int[] SignalWidths = [16, 80, 8, 8, 8, 8, 8, 80, 8, 32];

    public static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = (byte[])source.Clone();
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--) bytes = Once(bytes, random);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        if (bytes.Length < 256) return bytes;
        switch (random.Next(10))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return bytes[..random.Next(Math.Min(bytes.Length, 256 * 20))];
            case 2:
                for (var i = 0; i < 20; i++) bytes[random.Next(Math.Min(bytes.Length, 256 * 20))] = (byte)random.Next(256);
                return bytes;
            case 3:
                for (var i = 0; i < 200; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 4:
                var at = random.Next(bytes.Length);
                return [.. bytes[..at], .. new byte[random.Next(1, 600)], .. bytes[at..]];
            case 5:
                var from = random.Next(bytes.Length);
                return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + random.Next(1, 600))..]];
            case 6:
                Put(bytes, 192, 44, random.Next(2) == 0 ? "EDF+D" : "BDF+D");
                return SignalField(bytes, random, 0, "EDF Annotations");
            case 7:
                Put(bytes, FixedFields[random.Next(FixedFields.Length)], 8, Nasty[random.Next(Nasty.Length)]);
                return bytes;
            case 8:
                return TimeStamps(bytes, random);
            default:
                return SignalField(bytes, random, random.Next(SignalWidths.Length), Nasty[random.Next(Nasty.Length)]);
        }
    }

    private static byte[] SignalField(byte[] bytes, Random random, int field, string text)
    {
        if (!int.TryParse(Encoding.Latin1.GetString(bytes, 252, 4), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) || count < 1) return bytes;
        var start = 256 + SignalWidths.Take(field).Sum() * count + random.Next(count) * SignalWidths[field];
        if (start >= 0 && start + SignalWidths[field] <= bytes.Length) Put(bytes, start, SignalWidths[field], text);
        return bytes;
    }

    /// <summary>Writes wild time stamps over existing ones, or anywhere.</summary>
    private static byte[] TimeStamps(byte[] bytes, Random random)
    {
        string[] stamps = ["+1e9\u0014\u0014\0", "-5\u0014\u0014\0", "+0\u0014\u0014\0", "+1e308\u00151e308\u0014x\u0014\0", "\u0014\u0014\u0014", "+\u0014", "+86400\u0014\u0014\0", "+99999999999\u0014a\u0014"];
        for (var i = 0; i < 30; i++)
        {
            var near = bytes.AsSpan(random.Next(bytes.Length)).IndexOf((byte)0x14);
            var at = near < 0 || i % 3 == 0 ? random.Next(bytes.Length) : near;
            var stamp = Encoding.Latin1.GetBytes(stamps[random.Next(stamps.Length)]);
            stamp.AsSpan(0, Math.Min(stamp.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private static void Put(byte[] bytes, int offset, int width, string text)
    {
        bytes.AsSpan(offset, width).Fill((byte)' ');
        var content = Encoding.Latin1.GetBytes(text);
        content.AsSpan(0, Math.Min(width, content.Length)).CopyTo(bytes.AsSpan(offset));
    }
}
