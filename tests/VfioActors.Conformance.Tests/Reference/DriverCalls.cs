using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Calls of the drivers of emulated devices.</summary>
public sealed class DriverCalls(Machine machine)
{
    private const int PagesListedMax = OutcomeBuilder.PagesListedMax;

    private bool _warnedOfClosed;

    public long? Do(DriverOperation operation, OutcomeBuilder outcome) => operation switch
    {
        DriverOperation.Pin pin => Pin(pin, Row(pin.Iova, pin.Pages), pin.Pages, pin.Protection, outcome),
        DriverOperation.PinList pin => Pin(pin, pin.Iovas, pin.Iovas.Count, pin.Protection, outcome),
        DriverOperation.Unpin unpin when machine.Kernel.PinsByList =>
            UnpinList(unpin, Row(unpin.Iova, unpin.Pages), unpin.Pages),
        DriverOperation.Unpin unpin => UnpinRow(unpin),
        DriverOperation.UnpinList unpin => UnpinList(unpin, unpin.Iovas, unpin.Iovas.Count),
        DriverOperation.Access access => Access(access, outcome),
        DriverOperation.SetPolicy => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private IReadOnlyList<ulong> Row(ulong iova, int pages)
    {
        var first = machine.Kernel.PinsByList ? iova & ~(Type1.Page - 1) : iova;
        return [.. Enumerable.Range(0, int.Clamp(pages, 0, machine.Header.PinsMax))
            .Select(page => unchecked(first + ((ulong)page * Type1.Page)))];
    }

    /// <summary>The newer kernel lets only drivers of open devices call, and warns of others once.</summary>
    private bool MayCall(Group group)
    {
        if (!machine.Kernel.ChecksDrivers) { return group.Container is not null; }
        if (group.IsDeviceOpen) { return true; }
        if (!_warnedOfClosed) { machine.Warnings++; }
        _warnedOfClosed = true;
        return false;
    }

    private long Pin(
        DriverOperation operation, IReadOnlyList<ulong> iovas, int pages, uint protection, OutcomeBuilder outcome)
    {
        var group = machine.GroupOf(operation.Device);
        if (pages == 0) { return -Errno.EINVAL; }
        if (IsTooMany(pages) && machine.Kernel.PinsByList) { return -Errno.E2BIG; }
        if (!MayCall(group) || group.Container?.Driver is not { } driver) { return -Errno.EINVAL; }
        if (IsTooMany(pages)) { return -Errno.E2BIG; }
        List<Frame> pinned = [];
        var answer = new Pinning(driver).Pin(iovas, protection, pinned);
        if (answer > 0) { outcome.List(Facts.Pages, machine.Names.Of(pinned.Take(PagesListedMax))); }
        return answer;
    }

    private bool IsTooMany(int pages) => pages < 0 || pages > machine.Header.PinsMax;

    private long UnpinList(DriverOperation operation, IReadOnlyList<ulong> iovas, int pages)
    {
        var group = machine.GroupOf(operation.Device);
        if (pages == 0) { return -Errno.EINVAL; }
        if (IsTooMany(pages)) { return -Errno.E2BIG; }
        if (!MayCall(group) || group.Container?.Driver is not { } driver) { return -Errno.EINVAL; }
        if (!driver.IsV2) { return -Errno.EACCES; }
        var handled = new Pinning(driver).Unpin(iovas);
        return handled > 0 ? handled : -Errno.EINVAL;
    }

    private long? UnpinRow(DriverOperation.Unpin unpin)
    {
        var group = machine.GroupOf(unpin.Device);
        var mayCall = MayCall(group);
        var driver = mayCall ? group.Container?.Driver : null;
        var isMisuse = driver is null || unpin.Pages == 0 || IsTooMany(unpin.Pages) || !driver.IsV2;
        if (isMisuse || new Pinning(driver!).Unpin(Row(unpin.Iova, unpin.Pages)) != unpin.Pages)
        {
            machine.Warnings++;
        }

        return null;
    }

    private long Access(DriverOperation.Access access, OutcomeBuilder outcome)
    {
        var buffer = new byte[access.Length];
        var answer = Access(access, buffer);
        if (!access.Write) { outcome.Bytes(buffer); }
        return answer;
    }

    private long Access(DriverOperation.Access access, byte[] buffer)
    {
        var group = machine.GroupOf(access.Device);
        if (access.Length == 0) { return -Errno.EINVAL; }
        if (!MayCall(group) || group.Container?.Driver is not { } driver) { return -Errno.EINVAL; }
        if (driver.InvalidVaddrs > 0) { return -Errno.EBUSY; }
        var caller = access.FromKernelThread ? null : machine.ProcessOf(access);
        ulong done = 0;
        while (done < access.Length)
        {
            var iova = unchecked(access.Iova + done);
            if (driver.Mappings.Find(iova, 1) is not { } mapping) { return -Errno.EINVAL; }
            var count = ulong.Min(access.Length - done, mapping.Size - (iova - mapping.Iova));
            var chunk = buffer.AsSpan((int)done, (int)count);
            var answer = IsRefused(mapping, access.Write, caller) ?? Copy(mapping, iova, chunk, access);
            if (answer != 0) { return answer; }
            if (access.Write) { DirtyTracking.Mark(mapping, iova - mapping.Iova, count); }
            done += count;
        }

        return 0;
    }

    /// <param name="caller">Null for a thread of the kernel, which takes the owner's address space.</param>
    private static int? IsRefused(Mapping mapping, bool write, AddressSpace? caller)
    {
        var needed = MapFlags.Read | (write ? MapFlags.Write : MapFlags.None);
        if ((mapping.Protection & needed) != needed || !mapping.Owner.IsAlive) { return -Errno.EPERM; }
        return caller is null || caller == mapping.Owner ? null : -Errno.EFAULT;
    }

    /// <summary>Copies up to the first byte that is not there.</summary>
    private static int Copy(Mapping mapping, ulong iova, Span<byte> chunk, DriverOperation.Access access)
    {
        var address = mapping.VaddrOf(iova);
        for (var at = 0; at < chunk.Length; at++)
        {
            var place = unchecked(address + (ulong)at);
            if (access.Write)
            {
                if (!mapping.Owner.Write(place, access.Value)) { return -Errno.EFAULT; }
                continue;
            }

            if (mapping.Owner.Read(place) is not { } value) { return -Errno.EFAULT; }
            chunk[at] = value;
        }

        return 0;
    }
}
