using System.Reflection;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.BarExports;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.DeviceGroups;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Guests;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.NestedDomains;
using VfioActors.Vfio.Faults.PageFaultQueues;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;
using VfioActors.Vfio.Faults.ResponseRings;
using VfioActors.Vfio.Faults.VeventQueues;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Interrupts;
using VfioActors.Vfio.Iommufd;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.PageRequests;
using VfioActors.Vfio.PasidEntries;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Hypervisors;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Registries;
using VfioActors.Vfio.Spapr.TceUnits;
using VfioActors.Vfio.VendorDrivers;
using VfioActors.Vfio.Viommus;

namespace VfioActors.Vfio.Tests;

/// <summary>The tables of behaviours, held against the protocols that are theirs.</summary>
public sealed class TableTests
{
    /// <summary>A behaviour, and the protocol whose questions are asked of it.</summary>
    public static TheoryData<object, Type> Tables => new()
    {
        { new ContainerBehavior(new() { Memory = new(2), Groups = [] }), typeof(ContainerMessage) },
        { new GuestMemoryBehavior(new()), typeof(GuestMemoryMessage) },
        { new GuestMemoryBehavior(new()), typeof(PageHoldMessage) },
        { new VendorDriverBehavior(new(new ActorId(1))), typeof(VendorDriverMessage) },
        { new IommuTableBehavior(new()), typeof(IommuTableMessage) },
        { new IommuUnitBehavior(new() { Devices = [] }, DefectSet.None), typeof(IommuUnitMessage) },
        { new ViommuBehavior(new(1), default), typeof(ViommuMessage) },
        { new PasidAllocatorBehavior(0, DefectSet.None), typeof(PasidAllocatorMessage) },
        { new IrqTableBehavior(new(1), hasInterrupt: true, DefectSet.None), typeof(IrqTableMessage) },
        { new VeventQueueBehavior(1, DefectSet.None), typeof(VeventQueueMessage) },
        { new LockBehavior(), typeof(LockMessage) },
        { new DeviceMapperBehavior(new(1), new(2)), typeof(DeviceMapperMessage) },
        { new TceUnitBehavior(new()), typeof(TceUnitMessage) },
        { new HypervisorBehavior(new() { Registry = new(1), Unit = new(2) }), typeof(HypercallMessage) },
        { new SpaprContainerBehavior(ASpaprContainer), typeof(SpaprContainerMessage) },
        { new RegionRegistryBehavior(new() { Memory = new(1) }), typeof(RegionRegistryMessage) },
        { new GroupBehavior(new("group", new(1)), KernelModel.Fixed), typeof(GroupMessage) },
        { new AuxDomainBehavior(AnAuxDomain, DefectSet.None), typeof(AuxDomainMessage) },
        { new ServedMemoryBehavior(default, new(1), default), typeof(ServedMemoryMessage) },
        { new NestedDomainBehavior(new() { Unit = new(1), Reporter = new(2) }), typeof(NestedDomainMessage) },
        { new EndpointBehavior(new(default, new(1), [])), typeof(EndpointMessage) },
        { new FaultQueueBehavior(AFaultQueue, DefectSet.None), typeof(FaultQueueMessage) },
        { new FaultReporterBehavior(new(), DefectSet.None), typeof(FaultReporterMessage) },
        { new PageFaultQueueBehavior(new() { Reporter = new(1) }, DefectSet.None), typeof(PageFaultQueueMessage) },
        { new ResponseRingBehavior(new() { Reporter = new(1) }, DefectSet.None), typeof(ResponseRingMessage) },
        { new GuestBehavior(new() { Vmm = new(1), Domains = [] }), typeof(GuestMessage) },
        { new ResettableBehavior(), typeof(ResettableMessage) },
        { new ResetFunctionBehavior(new(1), default, new(2), isNested: false), typeof(ResetFunctionMessage) },
        { new BarExportBehavior(DefectSet.None), typeof(BarExportMessage) },
        { new EntryMemoryBehavior(0), typeof(EntryMemoryMessage) },
        { new EntryWalkerBehavior(new(1)), typeof(EntryWalkerMessage) },
        { new EntryWriterBehavior(new(1), new(2), 0, DefectSet.None), typeof(EntryWriterMessage) },
        { new IrqSettingsBehavior(new(), DefectSet.None), typeof(IrqSettingsMessage) },
        { new PageRequestBehavior(default, 0, DefectSet.None), typeof(PageRequestMessage) },
        { new DeviceGroupBehavior(ADeviceGroup, DefectSet.None), typeof(DeviceGroupMessage) },
        { new IommufdBehavior(AnIommufd, DefectSet.None), typeof(IommufdMessage) },
    };

    /// <summary>Behaviours without a row, and why.</summary>
    public static IReadOnlyDictionary<Type, string> WithoutProtocol { get; } = new Dictionary<Type, string>
    {
        [typeof(GroupServerBehavior)] = "a user: it only hears what queues tell their users",
    };

    private static DeviceGroupOptions ADeviceGroup => new() { Devices = [] };

    private static IommufdOptions AnIommufd => new() { GroupLock = new(1) };

    private static AuxDomainOptions AnAuxDomain => new() { Allocator = new(1), Units = [], DeviceNames = [] };

    private static SpaprContainerOptions ASpaprContainer => new()
    {
        Memory = new(1),
        Registry = new(2),
        Unit = new(3),
        Groups = [],
    };

    private static FaultQueueOptions AFaultQueue => new() { Reporter = new(1), Interrupts = new(2) };

    [Theory, MemberData(nameof(Tables))]
    public void Each_message_of_a_protocol_is_heard_or_said(object behavior, Type protocol)
    {
        var (heard, said) = TablesOf(behavior);
        string[] all = [.. protocol.GetNestedTypes().Where(IsMessage).Select(NameOf)];
        Assert.NotEmpty(all);
        Assert.Equal([], all.Except(heard).Except(said));
        Assert.Equal([], heard.Intersect(said));
    }

    [Theory, MemberData(nameof(Tables))]
    public void A_table_says_nothing_of_other_protocols(object behavior, Type protocol)
    {
        var (_, said) = TablesOf(behavior);
        var protocols = ProtocolsOf(behavior);
        Assert.Contains(protocol, protocols);
        Assert.Equal([], said.Except(protocols.SelectMany(its => its.GetNestedTypes()).Where(IsMessage).Select(NameOf)));
    }

    [Fact]
    public void Every_behaviour_is_held_against_a_protocol()
    {
        var inTable = Tables.Select(row => row[0].GetType()).ToHashSet();
        Type[] behaviors = [.. typeof(ContainerBehavior).Assembly.GetTypes().Where(IsBehavior)];
        Assert.NotEmpty(behaviors);
        Assert.Equal([], behaviors.Where(its => !inTable.Contains(its) && !WithoutProtocol.ContainsKey(its)));
        Assert.Equal([], WithoutProtocol.Keys.Where(inTable.Contains));
        Assert.All(WithoutProtocol.Values, Assert.NotEmpty);
    }

    /// <summary>What hears messages says in a table which: also the behaviours that no protocol is for.</summary>
    [Fact]
    public void Every_behaviour_has_a_table() => Assert.Equal(
        [], typeof(ContainerBehavior).Assembly.GetTypes().Where(IsBehavior).Where(its => !HasTable(its)));

    /// <summary>A behaviour has a row for each protocol that is its own.</summary>
    private static IReadOnlyList<Type> ProtocolsOf(object behavior) =>
        [.. Tables.Where(row => row[0].GetType() == behavior.GetType()).Select(row => (Type)row[1])];

    private static (IReadOnlyList<string> Heard, IReadOnlyList<string> Said) TablesOf(object behavior)
    {
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.NonPublic;
        var type = behavior.GetType();
        object[] tables =
        [
            .. type.GetFields(Members).Where(field => IsTable(field.FieldType) && !field.Name.StartsWith('<'))
                .Select(field => field.GetValue(behavior)!),
            .. type.GetProperties(Members).Where(property => IsTable(property.PropertyType))
                .Select(property => property.GetValue(behavior)!),
        ];
        return ([.. tables.SelectMany(table => NamesIn(table, "Heard"))],
            [.. tables.SelectMany(table => NamesIn(table, "Said"))]);
    }

    private static bool IsBehavior(Type type) =>
        type is { IsAbstract: false } && type.GetInterfaces()
            .Any(its => its.IsGenericType && its.GetGenericTypeDefinition() == typeof(IBehavior<>));

    private static bool HasTable(Type behavior) =>
        behavior.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(field => IsTable(field.FieldType));

    private static bool IsTable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MessageTable<>);

    private static IEnumerable<string> NamesIn(object table, string list) =>
        ((IReadOnlyList<MessageKind>)table.GetType().GetProperty(list)!.GetValue(table)!).Select(kind => kind.Name);

    private static bool IsMessage(Type type) => type.IsValueType && typeof(IMessage).IsAssignableFrom(type);

    private static string NameOf(Type message) =>
        ((MessageKind)typeof(MessageKind).GetMethod(nameof(MessageKind.Of), BindingFlags.Static | BindingFlags.Public)!
            .MakeGenericMethod(message).Invoke(null, null)!).Name;
}
