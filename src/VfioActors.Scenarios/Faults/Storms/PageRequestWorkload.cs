using VfioActors.Behaviors;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Storms;

/// <summary>
/// Has a device ask for a page, and waits until somebody answers: the user who reads the fault queue, or whoever
/// detaches the device meanwhile. Who asks while no fault queue is on the device is refused.
/// </summary>
/// <param name="reporter">The IOMMU unit's fault handler.</param>
/// <param name="devices">How many devices there are.</param>
public sealed class PageRequestWorkload(ActorId reporter, int devices) : StormWorkload
{
    /// <summary>Its name in a mix.</summary>
    public const string Word = "pagerequest";

    private const int Page = 4096;

    // How far a request is: what came back of it.
    private const int Reported = 1;
    private const int Answered = 2;

    /// <inheritdoc/>
    public override string Name => Word;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["ask"];

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox) =>
        Ask(new(new(place, reporter, state.Throw(devices)), 0, 0), outbox);

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Is<EndpointMessage.Raised>(out var raised) ? raised.Error : Errno.None;
        var isAnswer = envelope.Is<EndpointMessage.Answered>();

        // Whoever detaches the device answers for the queue, which may not have been reached.
        var isOver = isAnswer ? call.Step == Reported : error != Errno.None || call.Step == Answered;
        if (isOver) { return error; }
        state.Open[envelope.Operation] = call with { Step = isAnswer ? Answered : Reported };
        return null;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        call.Thing.At == reporter && call.Thing.Key >= 0 && call.Thing.Key < devices;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        // No two operations that are open have the same number, and so no two groups of a device.
        var record = FaultRecord.PageRequest(new(Page), new(outbox.Serving.Value));
        outbox.Send(reporter, new FaultReporterMessage.Raise(new((int)call.Thing.Key), record));
        return call;
    }
}
