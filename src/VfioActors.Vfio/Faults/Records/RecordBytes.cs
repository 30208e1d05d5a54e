using System.Buffers.Binary;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Records;

/// <summary>Fault records as a user reads them, byte by byte: type, padding, then the fields of the type.</summary>
/// <remarks>Source: struct iommu_fault, include/uapi/linux/iommu.h: as posted in 2019, and as merged in 5.3.</remarks>
public static class RecordBytes
{
    /// <summary>The size of a record as posted (v8): bytes.</summary>
    public const int Posted = 48;

    /// <summary>The size of a record since Linux 5.3, which pads the fields to 56 bytes.</summary>
    public const int Merged = 64;

    private const uint LastPage = 2;
    private const uint PrivateData = 4;
    private const uint ResponseNeedsPasid = 8;

    /// <summary>Writes a record.</summary>
    /// <param name="record">What is written; a slot that was never filled is all zero.</param>
    /// <param name="bytes">At least <see cref="Posted"/> bytes; all of them are written.</param>
    public static void Write(in FaultRecord record, Span<byte> bytes)
    {
        bytes.Clear();
        Put(bytes, 0, (uint)record.Kind);
        if (record.Kind == FaultKind.Unrecoverable)
        {
            Put(bytes, 8, (uint)record.Reason);
            Put(bytes, 12, (uint)record.Flags & 7);
            Put(bytes, 16, (uint)record.Pasid.Value);
            Put(bytes, 20, (uint)record.Access);
            new MemoryWord(record.Address.Value).Write(bytes[24..]);
            record.Detail.Write(bytes[32..]);
        }
        else if (record.Kind == FaultKind.PageRequest)
        {
            Put(bytes, 8, RequestFlags(record.Flags));
            Put(bytes, 12, (uint)record.Pasid.Value);
            Put(bytes, 16, (uint)record.Group.Value);
            Put(bytes, 20, (uint)record.Access);
            new MemoryWord(record.Address.Value).Write(bytes[24..]);
            record.Detail.Write(bytes[32..]);
        }
    }

    /// <summary>Reads a record as a user does: what is no type of record is none.</summary>
    /// <param name="bytes">At least <see cref="Posted"/> bytes.</param>
    public static FaultRecord Read(ReadOnlySpan<byte> bytes)
    {
        Iova address = new(MemoryWord.Read(bytes[24..]).Value);
        var detail = MemoryWord.Read(bytes[32..]);
        var access = (FaultAccess)Get(bytes, 20);
        return Get(bytes, 0) switch
        {
            (uint)FaultKind.Unrecoverable => new(FaultKind.Unrecoverable, (FaultFlags)(Get(bytes, 12) & 7), access,
                (FaultReason)Get(bytes, 8), new(unchecked((int)Get(bytes, 16))), default, address, detail),
            (uint)FaultKind.PageRequest => new(FaultKind.PageRequest, FlagsOf(Get(bytes, 8)), access,
                FaultReason.Unknown, new(unchecked((int)Get(bytes, 12))), new(unchecked((int)Get(bytes, 16))),
                address, detail),
            _ => default,
        };
    }

    private static uint RequestFlags(FaultFlags flags) =>
        ((uint)flags & 1)
        | (flags.HasFlag(FaultFlags.LastPage) ? LastPage : 0)
        | (flags.HasFlag(FaultFlags.PrivateData) ? PrivateData : 0)
        | (flags.HasFlag(FaultFlags.ResponseNeedsPasid) ? ResponseNeedsPasid : 0);

    private static FaultFlags FlagsOf(uint bits) =>
        (FaultFlags)(bits & 1)
        | ((bits & LastPage) != 0 ? FaultFlags.LastPage : FaultFlags.None)
        | ((bits & PrivateData) != 0 ? FaultFlags.PrivateData : FaultFlags.None)
        | ((bits & ResponseNeedsPasid) != 0 ? FaultFlags.ResponseNeedsPasid : FaultFlags.None);

    private static uint Get(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static void Put(Span<byte> bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
