using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>Pins and unpins of drivers.</summary>
/// <remarks>Source: vfio_iommu_type1_pin_pages, _unpin_pages, vfio_pin_page_external.</remarks>
public sealed class Pinning(Type1 driver)
{
    private const ulong Page = Type1.Page;

    /// <summary>Pins pages, all or none.</summary>
    /// <returns>How many, or an error.</returns>
    public int Pin(IReadOnlyList<ulong> iovas, uint protection, List<Frame> pinned)
    {
        if (!driver.IsV2) { return -Errno.EACCES; }
        if (driver.InvalidVaddrs > 0) { return -Errno.EBUSY; }
        if (driver.Listeners.Count == 0) { return -Errno.EINVAL; }
        for (var at = 0; at < iovas.Count; at++)
        {
            var answer = PinOne(iovas[at], protection, pinned);
            if (answer == 0) { continue; }
            foreach (var iova in iovas.Take(at)) { UnpinAt(iova); }
            pinned.Clear();
            return answer;
        }

        return iovas.Count;
    }

    /// <returns>How many entries were handled before the first that is not mapped.</returns>
    public int Unpin(IReadOnlyList<ulong> iovas)
    {
        for (var at = 0; at < iovas.Count; at++)
        {
            if (!UnpinAt(iovas[at])) { return at; }
        }

        return iovas.Count;
    }

    public void UnpinTimes(Unpinning unpin)
    {
        for (var time = 0; time < unpin.Count; time++) { UnpinAt(unpin.Iova); }
    }

    private int PinOne(ulong iova, uint protection, List<Frame> pinned)
    {
        if (driver.Mappings.Find(iova, Page) is not { } mapping) { return -Errno.EINVAL; }
        if (((uint)mapping.Protection & protection) != protection) { return -Errno.EPERM; }
        if (mapping.Pins.TryGetValue(iova, out var record))
        {
            record.References++;
            pinned.Add(record.Frame);
            return 0;
        }

        if (!mapping.Owner.IsAlive) { return -Errno.ENODEV; }
        if (mapping.Owner.Pin(mapping.VaddrOf(iova), mapping.CanWrite) is not { } frame) { return -Errno.EFAULT; }
        var answer = driver.IsBacked || !frame.IsCounted ? 0 : mapping.Charge(1, sees: false);
        if (answer == 0 && frame.Kind == FrameKind.Device && !driver.Kernel.PinsDeviceMemory)
        {
            answer = -Errno.EINVAL;
        }

        if (answer != 0)
        {
            frame.Unpin();
            return answer;
        }

        mapping.Pins[iova] = new(frame);
        pinned.Add(frame);
        if (driver.Dirty.IsOn) { DirtyTracking.Mark(mapping, unchecked(iova - mapping.Iova), 1); }
        return 0;
    }

    private bool UnpinAt(ulong iova)
    {
        if (driver.Mappings.Find(iova, Page) is not { } mapping) { return false; }
        if (!mapping.Pins.TryGetValue(iova, out var record) || --record.References > 0) { return true; }
        mapping.Pins.Remove(iova);
        var counted = record.Frame.Unpin();
        if (counted && !driver.IsBacked) { mapping.Charge(-1, sees: true); }
        return true;
    }
}
