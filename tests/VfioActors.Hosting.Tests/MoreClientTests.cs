using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Topologies;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;
using static VfioActors.Hosting.Tests.Machine;

namespace VfioActors.Hosting.Tests;

public sealed class MoreClientTests
{
    private const ulong Size = 1 << 16;

    [Fact]
    public async Task Memory_is_registered_in_a_container_of_spapr_and_mapped_in_a_window()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            options.Topology.Memories["mm"] = new() { Pages = 64 };
            options.Topology.Units["tce0"] = new(UnitKind.Tce);
            options.Topology.SpaprContainers["s0"] = new("mm", "tce0");
            options.Topology.Devices["q0"] = new("tce0") { Container = "s0" };
        }));
        var container = await ClientOf(host).SpaprContainerAsync("s0");
        Vaddr start = new(FirstPage << Paging.Shift);
        ByteCount size = new(Size);
        var described = (await container.DescribeAsync()).Get();
        Assert.True(described.Windows > 0);
        Assert.True((await container.RegisterAsync(new(start, size, SpaprModes.None, default))).IsDone);
        Assert.Equal(Errno.ENOTTY, (await container.EnableAsync()).Error);
        var window = (await container.CreateWindowAsync(new(new(1UL << 30), 12, 1, SpaprModes.None, default))).Get();
        SpaprContainerMessage.Map map = new(window, start, size, SpaprModes.ReadWrite, default);
        Assert.True((await container.MapAsync(map)).IsDone);
        Assert.Equal(Errno.EBUSY, (await container.UnregisterAsync(new(start, size, default, default))).Error);
        Assert.True((await container.UnmapAsync(new(window, size, default, default))).IsDone);
        Assert.True((await container.RemoveWindowAsync(new(window, default, default))).IsDone);
        Assert.True((await container.UnregisterAsync(new(start, size, default, default))).IsDone);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_fault_queue_is_opened_asked_and_read()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
            options.Topology.FaultQueues["f0"] = new() { Records = 4 }));
        var queue = await ClientOf(host).FaultQueueAsync("f0");
        Assert.Equal(Errno.EBADF, (await queue.QueryAsync(FaultRegion.Producer)).Error);
        Assert.True((await queue.OpenAsync()).IsDone);
        var (size, chain) = (await queue.QueryAsync(FaultRegion.Producer)).Get();
        Assert.NotEmpty(chain);
        var bytes = (await queue.ReadAsync(new(new(0), new(64), 64, FaultRegion.Producer))).Get();
        Assert.Equal(64, bytes.Count);
        Assert.Contains(bytes, one => one != 0);
        Assert.True(size >= 64);
        Assert.Equal(Errno.EFAULT, (await queue.StoreAsync(new(0, FaultRecord.Unrecoverable(At(1))))).Error);
        Assert.Equal(Errno.EBUSY, (await queue.RemoveAsync()).Error);
        Assert.True((await queue.CloseAsync()).IsDone);
        Assert.True((await queue.RemoveAsync()).IsDone);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_device_writes_what_its_guest_reads()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var client = ClientOf(host);
        var memory = await client.MemoryAsync("mm");
        Vaddr start = new(FirstPage << Paging.Shift);
        Assert.True((await memory.WriteAsync(start, new(2), first: 7)).IsDone);
        await (await client.ContainerAsync("c0")).MapAsync(Map(0, 4));
        var driver = await client.VendorDriverAsync("m0");
        VendorDriverMessage.Access write = new(At(1), new(16), default, AccessModes.Write, 9, 0);
        Assert.Equal(16UL, (await driver.AccessAsync(write)).Get().Moved);
        var (moved, bytes) = (await memory.ReadAsync(start, new(3 * 4096))).Get();
        Assert.Equal(3UL * 4096, moved);
        Assert.Equal(
            ["4096 bytes of 7 at 0", "16 bytes of 9 at 4096", "4080 bytes of 8 at 4112"],
            bytes.Select(one => $"{one.Count.Value} bytes of {one.Value} at {one.At.Value}"));
        Assert.True((await memory.ForkAsync(new(0), new(1))).IsDone);
        Assert.True((await memory.ExitAsync(new(1))).IsDone);
        Assert.Equal(Errno.ENOMEM, (await memory.ProtectAsync(new(new(0), new(1), default, AreaRights.Read))).Error);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_list_is_pinned_as_a_whole_or_not_at_all()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(Small));
        var client = ClientOf(host);
        await (await client.ContainerAsync("c0")).MapAsync(Map(0, 8));
        var driver = await client.VendorDriverAsync("m0");
        PinRun[] runs = [new(At(5), new(1)), new(At(1), new(2))];
        var pages = (await driver.PinListAsync(new(runs, MapModes.ReadWrite))).Get();
        Assert.Equal([At(5), At(1)], pages.Select(one => one.Iova));
        Assert.Equal([1UL, 2UL], pages.Select(one => one.Pages.Value));
        PinRun[] beyond = [new(At(2), new(1)), new(At(9), new(1))];
        Assert.Equal(Errno.EINVAL, (await driver.PinListAsync(new(beyond, MapModes.ReadWrite))).Error);
        Assert.Equal(Errno.EINVAL, (await driver.PinListAsync(new([], MapModes.ReadWrite))).Error);
        foreach (var run in runs) { await driver.UnpinAsync(new VendorDriverMessage.Unpin(run.Iova, run.Pages)); }
        var system = host.Services.GetRequiredService<Akka.Actor.ActorSystem>();
        var report = await VfioKernelPlace.In(system).Kernel!.DrainAsync();
        Assert.Equal(["c0 still has 1 mapping"], report.Held.Select(one => one.ToString()));
        await host.StopAsync();
    }

    private static VfioClient ClientOf(IHost host) => ActivatorUtilities.CreateInstance<VfioClient>(host.Services);
}
