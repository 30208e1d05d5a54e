using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Protocols;

/// <summary>What the user of a device hears: answers to its calls, and the line that says there are faults.</summary>
public static class FaultUserMessage
{
    /// <summary>Answers a call.</summary>
    /// <param name="Value">Bytes moved, the size of a region, which opening it is, or 0.</param>
    /// <param name="Error">Why it was refused.</param>
    public readonly record struct Done(int Value, Errno Error) : IMessage;

    /// <summary>A part of what was read, in order, before the answer to the read.</summary>
    /// <param name="First">The first eight bytes, the lowest address in the lowest byte.</param>
    /// <param name="Second">The next eight.</param>
    /// <param name="Third">The last eight.</param>
    /// <param name="Place">How many bytes came before: from 0.</param>
    /// <param name="Count">How many of these bytes are meant: 1 to 24.</param>
    public readonly record struct Bytes(
        MemoryWord First, MemoryWord Second, MemoryWord Third, int Place, int Count) : IMessage;

    /// <summary>One entry of a region's chain of capabilities, before the answer to the query.</summary>
    /// <param name="Id">Which capability.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Value">The region's type, the highest fault version, or where a mappable area starts.</param>
    /// <param name="Detail">The region's subtype, or how long the mappable area is: bytes.</param>
    public readonly record struct Capability(CapabilityId Id, int Version, int Value, int Detail) : IMessage;

    /// <summary>The eventfd was signalled. Never answered.</summary>
    /// <param name="Device">Whose faults there are.</param>
    public readonly record struct Signalled(DeviceId Device) : IMessage;

    /// <summary>A guest answers a page request. Never answered itself.</summary>
    /// <param name="Device">Whose request it is.</param>
    /// <param name="Pasid">The tag.</param>
    /// <param name="Group">The group.</param>
    /// <param name="Generation">In which opening it was read.</param>
    /// <param name="Code">The answer.</param>
    public readonly record struct GuestAnswers(
        DeviceId Device, Pasid Pasid, PageGroup Group, Generation Generation, ResponseCode Code) : IMessage
    {
        private const uint Version = 1;

        /// <summary>The call that passes it on.</summary>
        public FaultReporterMessage.Respond ToReporter() =>
            new(Device, Pasid, Group, Generation, Code, Version, Pasid.IsSome ? 1u : 0);
    }

    /// <summary>An event, or a part of one, before the answer to a read of a queue of iommufd.</summary>
    /// <param name="Data">The data, when <paramref name="Size"/> says there is some.</param>
    /// <param name="Sequence">The number of the event; of a page request group its cookie.</param>
    /// <param name="Flags">Bit 0: events were lost. Of a page request its group.</param>
    /// <param name="Size">How many bytes of it arrived.</param>
    public readonly record struct Event(MemoryWord Data, uint Sequence, uint Flags, long Size) : IMessage;
}
