using VfioActors.Vfio.Iommufd;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>How objects of iommufd keep each other, as the selftests of the kernel (iommufd.c, 2026) say.</summary>
public sealed class IommufdTests
{
    private static readonly ObjectId Ioas = new(1);
    private static readonly ObjectId Hwpt = new(2);
    private static readonly ObjectId Device = new(3);
    private static readonly ObjectId Viommu = new(4);

    public static TheoryData<string, int, string> Destroys => new()
    {
        // object, and what must go before it can
        { "IOAS", 1, "4 2" },
        { "HWPT", 2, "4" },
        { "vIOMMU", 4, "" },
    };

    [Theory, MemberData(nameof(Destroys))]
    public void An_object_can_be_destroyed_when_nothing_needs_it(string what, int id, string before)
    {
        var (bench, iommufd) = Benches.Iommufd();
        foreach (var first in before.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(Errno.EBUSY, bench.Error(iommufd, new IommufdMessage.Destroy(new(id))));
            ObjectId other = new(int.Parse(first, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(other)));
        }

        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(new(id))));
        Assert.Equal(Errno.ENOENT, bench.Error(iommufd, new IommufdMessage.Destroy(new(id))));
    }

    [Fact]
    public void A_number_is_given_again_when_its_object_is_destroyed()
    {
        var (bench, iommufd) = Benches.Iommufd();
        Assert.Equal(5, bench.Call(iommufd, default(IommufdMessage.AllocIoas)).Value);
        bench.Call(iommufd, new IommufdMessage.Destroy(Viommu));
        Assert.Equal(4, bench.Call(iommufd, default(IommufdMessage.AllocIoas)).Value);
        Assert.Equal(6, bench.Call(iommufd, default(IommufdMessage.AllocIoas)).Value);
    }

    [Fact]
    public void A_queue_is_busy_while_its_file_is_open_or_a_page_table_needs_it()
    {
        var (bench, iommufd) = Benches.Iommufd();
        ObjectId queue = new(bench.Call(iommufd, default(IommufdMessage.AllocFaultQueue)).Value);
        ObjectId table = new(bench.Call(iommufd, new IommufdMessage.AllocHwpt(Hwpt, queue, 0)).Value);
        Assert.Equal(3, bench.StateOf<IommufdState>(iommufd).Objects[queue].Users);
        bench.Call(iommufd, new IommufdMessage.CloseFile(queue));
        Assert.Equal(Errno.EBUSY, bench.Error(iommufd, new IommufdMessage.Destroy(queue)));
        bench.Call(iommufd, new IommufdMessage.Destroy(table));
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(queue)));
    }

    [Fact]
    public void Only_its_driver_ends_a_bound_device()
    {
        var (bench, iommufd) = Benches.Iommufd();
        Assert.Equal(Errno.EBUSY, bench.Error(iommufd, new IommufdMessage.Destroy(Device)));
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Unbind(Device)));
        Assert.Equal(Errno.ENOENT, bench.Error(iommufd, new IommufdMessage.Destroy(Device)));
    }

    [Fact]
    public void A_vDEVICE_whose_device_goes_leaves_a_tombstone()
    {
        var (bench, iommufd) = Benches.Iommufd();
        ObjectId vdevice = new(bench.Call(iommufd, new IommufdMessage.AllocVdevice(Viommu, Device, 7)).Value);
        bench.Call(iommufd, new IommufdMessage.Unbind(Device));
        Assert.Equal(Errno.EIO, bench.Error(iommufd, new IommufdMessage.Invalidate(Viommu, 7)));
        Assert.Equal(Errno.ENOENT, bench.Error(iommufd, new IommufdMessage.Destroy(vdevice)));
        Assert.Equal(3, bench.Call(iommufd, default(IommufdMessage.AllocIoas)).Value);
        Assert.Equal(6, bench.Call(iommufd, default(IommufdMessage.AllocIoas)).Value);
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(Viommu)));
    }

    [Fact]
    public void A_device_is_let_go_when_no_call_has_it()
    {
        var (bench, iommufd) = Benches.Iommufd();
        bench.HoldNext();
        var alloc = bench.Begin(iommufd, new IommufdMessage.AllocVdevice(Viommu, Device, 7));
        var unbind = bench.Begin(iommufd, new IommufdMessage.Unbind(Device));
        Assert.False(bench.HasAnswer(unbind));
        bench.GoOn();
        Assert.Equal(Errno.ENOENT, bench.Answer(alloc).Error);
        Assert.Equal(Errno.None, bench.Answer(unbind).Error);
    }

    [Fact]
    public void A_vDEVICE_can_be_made_again_when_it_is_destroyed_or_was_refused()
    {
        var (bench, iommufd) = Benches.Iommufd(options => options with { RefusedNumber = 13 });
        IommufdMessage.AllocVdevice good = new(Viommu, Device, 7);
        Assert.Equal(Errno.EINVAL, bench.Error(iommufd, new IommufdMessage.AllocVdevice(Viommu, Device, 13)));
        Assert.Equal(Errno.EIO, bench.Error(iommufd, new IommufdMessage.Invalidate(Viommu, 13)));
        ObjectId vdevice = new(bench.Call(iommufd, good).Value);
        Assert.Equal(Errno.EEXIST, bench.Error(iommufd, good));
        Assert.Equal(Errno.EBUSY, bench.Error(iommufd, new IommufdMessage.Destroy(Viommu)));
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(vdevice)));
        Assert.Equal(Errno.None, bench.Error(iommufd, good));
    }

    [Fact]
    public void Two_devices_have_two_numbers_for_the_guest()
    {
        var (bench, iommufd) = Benches.Iommufd();
        ObjectId second = new(bench.Call(iommufd, default(IommufdMessage.Bind)).Value);
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.AllocVdevice(Viommu, Device, 7)));
        Assert.Equal(Errno.EEXIST, bench.Error(iommufd, new IommufdMessage.AllocVdevice(Viommu, second, 7)));
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.AllocVdevice(Viommu, second, 8)));
    }

    [Fact]
    public void A_command_queue_is_busy_while_its_registers_are_mapped()
    {
        var (bench, iommufd) = Benches.Iommufd();
        ObjectId queue = new(bench.Call(iommufd, new IommufdMessage.AllocHwQueue(Viommu, 1)).Value);
        bench.Call(iommufd, new IommufdMessage.Mmap(queue, 1));
        Assert.Equal(Errno.EBUSY, bench.Error(iommufd, new IommufdMessage.Destroy(queue)));
        bench.Call(iommufd, new IommufdMessage.Munmap(queue));
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(queue)));
        Assert.Equal(Errno.ENXIO, bench.Error(iommufd, new IommufdMessage.Mmap(queue, 1)));
    }

    [Fact]
    public void An_address_space_goes_with_its_mappings()
    {
        var (bench, iommufd) = Benches.Iommufd();
        ObjectId other = new(bench.Call(iommufd, default(IommufdMessage.AllocIoas)).Value);
        bench.Call(iommufd, new IommufdMessage.Map(other, 2, AreaPages.Memory));
        bench.Call(iommufd, new IommufdMessage.Map(Ioas, 2, AreaPages.File));
        Assert.Equal(Errno.EINVAL, bench.Error(iommufd, default(IommufdMessage.ChangeProcess)));
        Assert.Equal(Errno.None, bench.Error(iommufd, new IommufdMessage.Destroy(other)));
        Assert.Equal(Errno.None, bench.Error(iommufd, default(IommufdMessage.ChangeProcess)));
    }
}
