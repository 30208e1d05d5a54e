using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>How records lie in the ring, byte by byte.</summary>
public sealed class RecordBytesTests
{
    [Fact]
    public void An_unrecoverable_fault_has_reason_flags_pasid_permissions_address_and_fetch_address()
    {
        FaultRecord record = new(FaultKind.Unrecoverable,
            FaultFlags.PasidValid | FaultFlags.AddressValid | FaultFlags.FetchValid, FaultAccess.Write,
            FaultReason.Permission, new(5), default, new(0x1122334455667788), new(0x99aa));
        Assert.Equal(
            "0100000000000000" + "0600000007000000" + "0500000002000000" + "8877665544332211" + "aa99000000000000"
            + "0000000000000000", Hex(record));
    }

    [Fact]
    public void A_page_request_has_flags_pasid_group_permissions_address_and_private_data()
    {
        FaultRecord record = new(FaultKind.PageRequest,
            FaultFlags.PasidValid | FaultFlags.LastPage | FaultFlags.PrivateData | FaultFlags.ResponseNeedsPasid,
            FaultAccess.Read | FaultAccess.Privileged, default, new(3), new(9), new(0x2000), new(0x77));
        Assert.Equal(
            "0200000000000000" + "0f00000003000000" + "0900000009000000" + "0020000000000000" + "7700000000000000"
            + "0000000000000000", Hex(record));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        foreach (var flags in Enumerable.Range(0, 64).Select(bits => (FaultFlags)bits))
        {
            foreach (var kind in (FaultKind[])[FaultKind.Unrecoverable, FaultKind.PageRequest])
            {
                var isFault = kind == FaultKind.Unrecoverable;
                var kept = flags & (isFault
                    ? FaultFlags.PasidValid | FaultFlags.AddressValid | FaultFlags.FetchValid
                    : ~(FaultFlags.AddressValid | FaultFlags.FetchValid));
                FaultRecord record = new(kind, kept, FaultAccess.Execute, isFault ? FaultReason.WalkAborted : default,
                    new(7), new(isFault ? 0 : 12), new(0x5000), new(6));
                var bytes = new byte[RecordBytes.Merged];
                RecordBytes.Write(record, bytes);
                Assert.Equal(record, RecordBytes.Read(bytes));
            }
        }
    }

    [Fact]
    public void A_slot_that_was_never_filled_is_zero_and_no_record()
    {
        Assert.Equal(new string('0', 96), Hex(default));
        Assert.Equal(default, RecordBytes.Read(new byte[RecordBytes.Posted]));
    }

    private static string Hex(FaultRecord record)
    {
        var bytes = Enumerable.Repeat((byte)0xee, RecordBytes.Posted).ToArray();
        RecordBytes.Write(record, bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
