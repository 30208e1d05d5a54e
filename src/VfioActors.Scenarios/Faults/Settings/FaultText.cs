using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Scenarios.Faults.Settings;

/// <summary>What users and devices do, as the heads of ladders say it.</summary>
internal static class FaultText
{
    internal static string Of(VmmAction action) => action switch
    {
        VmmAction.Ask ask => Of(ask.Request),
        VmmAction.AskUntilMoved again => $"{Of(again.Request)} until all is moved",
        VmmAction.Start => "START",
        VmmAction.ReadAndAnswer => "READ, ANSWER ALL",
        VmmAction.AwaitSignal => "AWAIT SIGNAL",
        VmmAction.Drain drain => $"DRAIN(dev{drain.Device})",
        _ => "",
    };

    internal static string Of(EndpointAction action) => action switch
    {
        EndpointAction.Raise { Times: 1 } raise => Of(raise.Record),
        EndpointAction.Raise raise => $"{raise.Times} x {Of(raise.Record)}",
        EndpointAction.Dma dma => $"DMA({dma.Address}, pasid {dma.Pasid})",
        _ => "",
    };

    private static string Of(FaultRecord record) => record.Kind == FaultKind.PageRequest
        ? $"PAGE REQUEST({record.Address}, group {record.Group})"
        : $"FAULT({record.Address})";

    private static string Of(UserRequest request)
    {
        if (request.Asks<FaultQueueMessage.Write>(out var write))
        {
            return write.Region == FaultRegion.Consumer && write is { Offset.Value: 0, Count.Value: 8 }
                ? $"WRITE({ConsumerWords.Of(write.Value).Version}, {ConsumerWords.Of(write.Value).Index})"
                : $"WRITE({Counted.Of(write.Count, "byte")} at {write.Offset}: {write.Value})";
        }

        if (request.Asks<IrqTableMessage.SetTrigger>(out var set)) { return $"SET TRIGGER({set.Count})"; }
        if (request.Asks<FaultReporterMessage.Respond>(out var respond)) { return $"RESPOND(group {respond.Group})"; }
        var type = request.Message.GetType();
        return type.Name.ToUpperInvariant();
    }
}
