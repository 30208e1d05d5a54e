using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Tests.Reference.Memories;

namespace VfioActors.Conformance.Tests.Reference;

/// <summary>The dirty log of a container.</summary>
/// <remarks>Source: vfio_iommu_type1_dirty_pages, update_user_bitmap, vfio_iova_dirty_bitmap.</remarks>
public sealed class DirtyTracking(Type1 driver)
{
    public const ulong BitmapBytesMax = 268435456;

    private const ulong Page = Type1.Page;
    private const ulong UserEnd = 0x7ffffffff000;

    public bool IsOn { get; private set; }

    public static bool IsBitmapSizeWrong(ulong size, BitmapRoom room)
    {
        var pages = size >> (int)ulong.TrailingZeroCount(room.PageSize);
        return pages == 0 || room.Bytes == 0 || room.Bytes > BitmapBytesMax || room.Bytes < (pages + 63) / 64 * 8;
    }

    public static bool IsOutsideUser(BitmapRoom room) =>
        room.BadPointer is { } pointer && (pointer > UserEnd || room.Bytes > UserEnd - pointer);

    public int Do(ContainerOperation.Dirty operation)
    {
        if (!driver.IsV2) { return -Errno.EACCES; }
        if (operation.Argsz < 8 || operation.Flags is not (1 or 2 or 4)) { return -Errno.EINVAL; }
        if (operation.Flags == 4) { return -Errno.EINVAL; }
        if (operation.Flags == 1) { return Start(); }
        Stop();
        return 0;
    }

    public int Get(ContainerOperation.GetDirty operation, byte[]? bitmap)
    {
        if (!driver.IsV2) { return -Errno.EACCES; }
        var (iova, size, room) = (operation.Iova, operation.Size, operation.Bitmap);
        if (operation.Argsz < 48 || unchecked(iova + size) < iova) { return -Errno.EINVAL; }
        if (IsOutsideUser(room) || IsBitmapSizeWrong(size, room)) { return -Errno.EINVAL; }
        if (room.PageSize != Page || iova % Page != 0 || size == 0 || size % Page != 0) { return -Errno.EINVAL; }
        return IsOn ? Get(iova, size, bitmap) : -Errno.EINVAL;
    }

    /// <summary>Gives a new mapping a log if there is to be one.</summary>
    public int Begin(Mapping mapping)
    {
        if (!IsOn) { return 0; }
        if (mapping.Size / Page > DirtyLog.PagesMax) { return -Errno.EINVAL; }
        mapping.Log = new((int)(mapping.Size / Page));
        return 0;
    }

    public static void Mark(Mapping mapping, ulong offset, ulong length)
    {
        if (offset >= mapping.Size) { return; }
        var (first, last) = ((int)(offset / Page), (int)((offset + length - 1) / Page));
        mapping.Log?.Set(first, last - first + 1);
    }

    public void FillAll()
    {
        foreach (var mapping in driver.Mappings.InOrder()) { mapping.Log?.Fill(); }
    }

    /// <returns>False when the user's bitmap cannot be reached.</returns>
    public bool CopyTo(Mapping mapping, ulong from, byte[]? bitmap)
    {
        if (mapping.IsBacked && driver.Groups.Any(group => group.IsUnseen)) { mapping.Log!.Fill(); }
        return mapping.Log!.CopyTo((mapping.Iova - from) / Page, bitmap);
    }

    private static void MarkPinned(Mapping mapping)
    {
        foreach (var iova in mapping.Pins.Keys)
        {
            if (iova >= mapping.Iova) { mapping.Log!.Set((int)((iova - mapping.Iova) / Page), 1); }
        }
    }

    private int Start()
    {
        if (IsOn) { return 0; }
        IsOn = true;
        foreach (var mapping in driver.Mappings.InOrder())
        {
            var answer = Begin(mapping);
            if (answer != 0)
            {
                Stop();
                return answer;
            }

            MarkPinned(mapping);
        }

        return 0;
    }

    private void Stop()
    {
        IsOn = false;
        foreach (var mapping in driver.Mappings.InOrder()) { mapping.Log = null; }
    }

    private int Get(ulong iova, ulong size, byte[]? bitmap)
    {
        if (driver.Bisects(iova, size)) { return -Errno.EINVAL; }
        foreach (var mapping in driver.Mappings.InOrder()
            .Where(mapping => mapping.Iova >= iova && mapping.Iova <= iova + size - 1))
        {
            if (!CopyTo(mapping, iova, bitmap)) { return -Errno.EFAULT; }
            mapping.Log!.ClearPages();
            MarkPinned(mapping);
        }

        return 0;
    }
}
