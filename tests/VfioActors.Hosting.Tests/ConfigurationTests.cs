using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Topologies;
using VfioActors.Runtime;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Tests;

public sealed class ConfigurationTests
{
    private const string Hocon =
        """
        vfio-actors.hosting {
          name = kvm
          callers = 2
          topology {
            memories.mm.pages = 32
            memories.guest.pages = 16
            units.iommu0.kind = second-level
            units.tce0.kind = tce
            units.dmar0.kind = scalable
            devices.p0 { unit = iommu0, container = c0 }
            devices.q0 { unit = tce0, container = s0 }
            devices.d0.unit = dmar0
            mdevs { m0 { container = c0, own-driver = on, policy = unpin-one } }
            containers { c0 { memory = mm, kind = type1v2 } }
            spapr-containers { s0 { memory = guest, unit = tce0 } }
            aux-domains { D {} }
            fault-queues { f0 { records = 16 } }
          }
        }
        """;

    private static readonly (string Key, string Value)[] Settings =
    [
        ("vfio-actors:hosting:name", "kvm"),
        ("vfio-actors:hosting:callers", "2"),
        ("vfio-actors:hosting:topology:memories:mm:pages", "32"),
        ("vfio-actors:hosting:topology:memories:guest:pages", "16"),
        ("vfio-actors:hosting:topology:units:iommu0:kind", "second-level"),
        ("vfio-actors:hosting:topology:units:tce0:kind", "tce"),
        ("vfio-actors:hosting:topology:units:dmar0:kind", "scalable"),
        ("vfio-actors:hosting:topology:devices:p0:unit", "iommu0"),
        ("vfio-actors:hosting:topology:devices:p0:container", "c0"),
        ("vfio-actors:hosting:topology:devices:q0:unit", "tce0"),
        ("vfio-actors:hosting:topology:devices:q0:container", "s0"),
        ("vfio-actors:hosting:topology:devices:d0:unit", "dmar0"),
        ("vfio-actors:hosting:topology:mdevs:m0:container", "c0"),
        ("vfio-actors:hosting:topology:mdevs:m0:own-driver", "on"),
        ("vfio-actors:hosting:topology:mdevs:m0:policy", "unpin-one"),
        ("vfio-actors:hosting:topology:containers:c0:memory", "mm"),
        ("vfio-actors:hosting:topology:containers:c0:kind", "type1v2"),
        ("vfio-actors:hosting:topology:spapr-containers:s0:memory", "guest"),
        ("vfio-actors:hosting:topology:spapr-containers:s0:unit", "tce0"),
        ("vfio-actors:hosting:topology:aux-domains:D:levels", "4"),
        ("vfio-actors:hosting:topology:fault-queues:f0:records", "16"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hocon_and_the_configuration_of_the_host_say_the_same(bool inHocon)
    {
        using var host = inHocon
            ? await AppHost.StartAsync((akka, _) => akka.AddHocon(Hocon, HoconAddMode.Prepend).WithVfioActors())
            : await AppHost.StartAsync(
                (akka, configuration) => akka.WithVfioActors(configuration.GetSection("vfio-actors:hosting")),
                Settings);
        var running = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        Assert.Equal("akka://app/user/kvm", running.Root.Path.ToString());
        var topology = running.System.Topology;
        Assert.Equal(
            [
                "guest", "mm", "guest-registry", "dmar0", "iommu0", "tce0", "c0", "s0", "p0", "q0", "m0", "m0-driver",
                "D", "pasids", "f0", "f0-irq", "f0-device", "f0-guest", "faults",
            ],
            topology.Actors.Select(topology.NameOf).Where(name => !name.Contains('.', StringComparison.Ordinal)));
        Assert.Equal(16UL, PagesOf(running.System, "guest"));
        Assert.Equal(
            new AuxDomainMessage.Done(Errno.None, 0, Errno.None),
            await (await DoorAsync(running, "D")).AskOf<object>(new AuxDomainMessage.Attach(new(0))));
        var group = await DoorAsync(running, "p0");
        Assert.Equal(Errno.EBUSY, (await group.AskOf<GroupMessage.Done>(new GroupMessage.Open())).Error);
        await host.StopAsync();
    }

    [Fact]
    public async Task Code_wins_over_configuration_and_both_over_the_reference()
    {
        using var host = await AppHost.StartAsync((akka, _) => akka
            .AddHocon("vfio-actors.hosting { name = kvm, patience = 7s }", HoconAddMode.Prepend)
            .WithVfioActors(options => options.Name = "qemu"));
        var running = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        Assert.Equal("qemu", running.Root.Path.Name);
        Assert.Equal(TimeSpan.FromSeconds(7), running.Patience);
        await host.StopAsync();
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "caller = 3", "vfio-actors.hosting: there is no key caller; accepted: callers, defects, dispatcher, "
            + "drain-timeout, name, part-patience, patience, profiles, topology, waiting" },
        { "callers = 65", "vfio-actors.hosting.callers is 65; accepted: 1 to 64" },
        { "callers = many", "vfio-actors.hosting.callers is many; accepted: a whole number\n"
            + "vfio-actors.hosting.callers is 0; accepted: 1 to 64" },
        { "dispatcher = nowhere", "vfio-actors.hosting.dispatcher is nowhere, and there is no such section" },
        { "drain-timeout = 1h", "vfio-actors.hosting.drain-timeout is 01:00:00; accepted: less than 00:00:05, the "
            + "timeout of the phase before-actor-system-terminate" },
        { "defects = [AUX-99]", "defects: there is no defect AUX-99" },
        { "profiles { aux = NEWEST }", "profiles.aux is NEWEST; accepted: POSTED, USERS, FIXED" },
        { "profiles { usb = FIXED }",
            "profiles.usb: no such subsystem; accepted: type1, aux, dma-rw, spapr, fault" },
        { "topology.containers.c0.kind = type1", "vfio-actors.hosting.topology.containers.c0: memory is missing\n"
            + "c0: there is no memory named ''" },
        { "topology { memories.mm.pages = 1\n containers.c0 { memory = mm, kind = type2 } }",
            "vfio-actors.hosting.topology.containers.c0.kind is type2; accepted: none, type1, spapr, type1v2, "
            + "nesting, no-iommu" },
        { "topology { memories.mm.pages = 0\n memories.kernel.pages = 1 }",
            "kernel: the name is taken\nmm: pages is 0; accepted: 1 to 16777216" },
        { "topology.mdevs.m0.container = c9", "m0: there is no container named 'c9'" },
        { "topology.aux-domains.D.levels = 9",
            "D: levels is 9; accepted: 3 to 5\nD: an aux-domain needs a unit of kind scalable" },
        { "topology { units.a.kind = second-level\n units.b.kind = second-level }",
            "b: there is one unit of kind second-level already, which numbers all domains" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task Each_mistake_is_one_line(string hocon, string expected)
    {
        var refused = await Assert.ThrowsAsync<VfioActorsConfigurationException>(() => AppHost.StartAsync((akka, _) =>
            akka.AddHocon($"vfio-actors.hosting {{ {hocon} }}", HoconAddMode.Prepend).WithVfioActors()));
        Assert.Equal(expected.Split('\n'), refused.Mistakes);
    }

    [Theory]
    [InlineData("", "", Errno.EOVERFLOW)]
    [InlineData("type1", "DIRTY", Errno.EINVAL)]
    public async Task A_profile_changes_how_the_kernel_answers(string subsystem, string profile, Errno expected)
    {
        using var host = await AppHost.StartAsync((akka, _) => akka.WithVfioActors(options =>
        {
            Machine.Small(options);
            if (profile.Length > 0) { options.Profiles[subsystem] = profile; }
        }));
        var running = VfioKernelPlace.In(host.Services.GetRequiredService<ActorSystem>()).Kernel!;
        var wrapping = Machine.Map(0, 2) with { Iova = new(ulong.MaxValue - 4095) };
        var container = await DoorAsync(running, "c0");
        Assert.Equal(expected, (await container.AskOf<ContainerMessage.Done>(wrapping)).Error);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_name_that_is_declared_twice_is_a_mistake()
    {
        var refused = await Assert.ThrowsAsync<VfioActorsConfigurationException>(() => AppHost.StartAsync((akka, _) =>
            akka.AddHocon("vfio-actors.hosting.topology.memories.mm.pages = 1", HoconAddMode.Prepend)
                .WithVfioActors(options => options.Topology.Memories["mm"] = new MemoryDeclaration())));
        Assert.Equal(["mm: declared in code and in configuration"], refused.Mistakes);
    }

    private static ulong PagesOf(BehaviorSystem system, string memory)
    {
        Assert.True(system.Topology.TryFind(memory, out var actor));
        var pages = 0UL;
        foreach (var (_, area) in ((GuestMemoryState)system.StateOf(actor)).Areas) { pages += area.Pages.Value; }
        return pages;
    }

    private static async Task<IActorRef> DoorAsync(VfioKernel kernel, string name) =>
        (await kernel.Root.AskOf<FoundActor>(new FindActor(name))).Actor;
}
