using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives.</summary>
    public class Device
    {
        /// <summary>From <c>"cpu"</c>, <c>"cuda"</c> or <c>"cuda:1"</c>.</summary>
        /// <exception cref="ArgumentException">Not such a description.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length > 2) throw new ArgumentException($"not a device: '{description}'");
            type = Parse(parts[0]);
            if (parts.Length == 2) index = int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);
        }

        /// <summary>From a kind's name and an index (-1: the current one).</summary>
        public Device(string deviceType, int index = -1) => (type, this.index) = (Parse(deviceType), index);

        /// <summary>From a kind and an index (-1: the current one).</summary>
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <summary>A CUDA device.</summary>
        public Device(int index) => (type, this.index) = (DeviceType.CUDA, index);

        /// <summary>The kind.</summary>
        public DeviceType type { get; private set; } = DeviceType.CPU;

        /// <summary>Which one; -1 is the current one.</summary>
        public int index { get; private set; } = -1;

        /// <inheritdoc/>
        public override string ToString()
        {
            var kind = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index < 0 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}:{index}");
        }

        /// <summary>From a description.</summary>
        public static implicit operator Device(string description) => new(description);

        private static DeviceType Parse(string name) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
                ? kind
                : throw new ArgumentException($"not a device: '{name}' (cpu, cuda or meta)");
    }

    /// <summary>The processor.</summary>
    public static Device CPU = new(DeviceType.CPU);

    /// <summary>Shapes without memory.</summary>
    public static Device META = new(DeviceType.META);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    /// <summary>From <c>"cpu"</c>, <c>"cuda"</c> or <c>"cuda:1"</c>.</summary>
    public static Device device(string description) => InitializeDevice(new Device(description));

    /// <summary>From a kind's name and an index.</summary>
    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    /// <summary>From a kind and an index.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    /// <summary>A CUDA device.</summary>
    public static Device device(int index) => InitializeDevice(new Device(index));

    internal static Device InitializeDevice(Device? device)
    {
        device ??= CPU;
        if (device.type == DeviceType.CUDA && !cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
        return device;
    }
}
