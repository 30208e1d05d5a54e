using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;

namespace VfioActors.Hosting.Doors;

/// <summary>
/// What may be asked of each kind of actor from outside: the calls of its users, not what actors ask each other.
/// </summary>
internal static class DoorProtocols
{
    internal static DoorProtocol Memory { get; } =
        new DoorProtocol(error => new GuestMemoryMessage.Done(error))
            .Takes<GuestMemoryMessage.Provide>().Takes<GuestMemoryMessage.MapArea>()
            .Takes<GuestMemoryMessage.UnmapArea>().Takes<GuestMemoryMessage.Protect>()
            .Takes<GuestMemoryMessage.Discard>().Takes<GuestMemoryMessage.Lock>().Takes<GuestMemoryMessage.Touch>()
            .Takes<GuestMemoryMessage.Fork>().Takes<GuestMemoryMessage.Exit>().Takes<GuestMemoryMessage.EndThread>()
            .Takes<GuestMemoryMessage.Exec>().Takes<GuestMemoryMessage.SetLimit>()
            .Takes<GuestMemoryMessage.SetCapability>().Takes<GuestMemoryMessage.Fill>()
            .Takes<GuestMemoryMessage.Prepare>()
            .Takes<GuestMemoryMessage.Peek>(error => new GuestMemoryMessage.Copied(default, error, 0))
            .Tells<GuestMemoryMessage.Read>().Ends<GuestMemoryMessage.Copied>(end => end.Error)
            .Ends<GuestMemoryMessage.Done>(end => end.Error);

    internal static DoorProtocol Container { get; } = Files(new(error => new ContainerMessage.Done(0, error, 0)))
        .Takes<ContainerMessage.Map>().Takes<ContainerMessage.Unmap>().Takes<ContainerMessage.StartLog>()
        .Takes<ContainerMessage.StopLog>().Takes<ContainerMessage.GetLog>().Takes<ContainerMessage.HasExtension>()
        .Takes<ContainerMessage.Describe>().Takes<ContainerMessage.BadCall>()
        .Hears<ContainerMessage.SetMappingsMax>()
        .Tells<ContainerMessage.Bits>().Tells<ContainerMessage.Description>().Tells<ContainerMessage.Range>();

    internal static DoorProtocol SpaprContainer { get; } =
        Files(new(error => new SpaprContainerMessage.Done(0, error, 0)))
        .Takes<SpaprContainerMessage.Map>().Takes<SpaprContainerMessage.Unmap>()
        .Takes<SpaprContainerMessage.Register>().Takes<SpaprContainerMessage.Unregister>()
        .Takes<SpaprContainerMessage.Enable>().Takes<SpaprContainerMessage.Disable>()
        .Takes<SpaprContainerMessage.CreateWindow>().Takes<SpaprContainerMessage.RemoveWindow>()
        .Takes<SpaprContainerMessage.Describe>()
        .Tells<SpaprContainerMessage.Description>().Ends<SpaprContainerMessage.Done>(end => end.Error);

    internal static DoorProtocol Group { get; } =
        new DoorProtocol(error => new GroupMessage.Done(error, 0, 0))
            .Takes<GroupMessage.Open>().Takes<GroupMessage.Close>().Takes<GroupMessage.SetContainer>()
            .Takes<GroupMessage.UnsetContainer>().Takes<GroupMessage.GetStatus>().Takes<GroupMessage.OpenDevice>()
            .Takes<GroupMessage.CloseDevice>()
            .Ends<GroupMessage.Done>(end => end.Error);

    internal static DoorProtocol VendorDriver { get; } =
        new DoorProtocol(error => new VendorDriverMessage.Done(default, error, 0))
            .Takes<VendorDriverMessage.Pin>().Takes<VendorDriverMessage.Unpin>()
            .TakesList<PinList, VendorDriverMessage.PinListEntry, VendorDriverMessage.Pin>(
                list => Leads(list.Runs),
                list => new(Last(list.Runs).Iova, Last(list.Runs).Pages, list.Rights, list.Caller))
            .Takes<VendorDriverMessage.SetPolicy>().Takes<VendorDriverMessage.Program>()
            .Takes<VendorDriverMessage.Access>(error => new VendorDriverMessage.Moved(default, error, 0))
            .Takes<VendorDriverMessage.Run>(error => new VendorDriverMessage.Moved(default, error, 0))
            .Tells<VendorDriverMessage.Page>().Tells<VendorDriverMessage.Bytes>()
            .Ends<VendorDriverMessage.Done>(end => end.Error).Ends<VendorDriverMessage.Moved>(end => end.Error);

    internal static DoorProtocol AuxDomain { get; } =
        new DoorProtocol(error => new AuxDomainMessage.Done(error, 0, default))
            .Takes<AuxDomainMessage.Attach>().Takes<AuxDomainMessage.Detach>().Takes<AuxDomainMessage.GetPasid>()
            .Takes<AuxDomainMessage.AttachPrimary>().Takes<AuxDomainMessage.Free>().Takes<AuxDomainMessage.Map>()
            .Takes<AuxDomainMessage.Unmap>()
            .Ends<AuxDomainMessage.Done>(end => end.Error);

    internal static DoorProtocol FaultQueue { get; } =
        new DoorProtocol(error => new FaultUserMessage.Done(0, error))
            .Takes<FaultQueueMessage.Open>().Takes<FaultQueueMessage.Close>().Takes<FaultQueueMessage.Remove>()
            .Takes<FaultQueueMessage.Read>().Takes<FaultQueueMessage.Write>().Takes<FaultQueueMessage.Query>()
            .Takes<FaultQueueMessage.Map>().Takes<FaultQueueMessage.Store>()
            .Tells<FaultUserMessage.Bytes>().Tells<FaultUserMessage.Capability>()
            .Ends<FaultUserMessage.Done>(end => end.Error);

    private static IEnumerable<VendorDriverMessage.PinListEntry> Leads(IReadOnlyList<PinRun> runs) =>
        runs.SkipLast(1).Select(run => new VendorDriverMessage.PinListEntry(run.Iova, run.Pages));

    private static PinRun Last(IReadOnlyList<PinRun> runs) => runs.Count == 0 ? default : runs[^1];

    /// <summary>What the file of any container takes.</summary>
    private static DoorProtocol Files(DoorProtocol protocol) => protocol
        .Takes<ContainerMessage.Open>(Refused).Takes<ContainerMessage.Close>(Refused)
        .Takes<ContainerMessage.SetKind>(Refused).Ends<ContainerMessage.Done>(end => end.Error);

    private static object Refused(Vfio.Values.Errno error) => new ContainerMessage.Done(0, error, 0);
}
