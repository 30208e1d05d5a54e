using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Behaviors.Waits;
using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>
/// No operation waits for an answer for ever: asked of every scenario, about clients whose state does not say itself
/// when they wait (<see cref="IWaits"/>).
/// </summary>
/// <remarks>
/// What a request is nobody says, so the run itself must: a kind of message is one when its sender, in this run, was
/// sent an answer that it caused. An operation waits for ever when the last thing that its client did for it was to
/// send a request, and nothing came back. Messages that nobody answers, such as the release of a lock, are no requests.
/// </remarks>
/// <param name="operations">The operations of all clients.</param>
internal sealed class OperationsAnswered(IReadOnlyList<ClientOperation> operations) : RunCheck
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Every operation that asks is answered.";

    internal override bool Concerns(IWorldView view) =>
        operations.Any(operation =>
            !view.Topology.TryFind(operation.Client, out var client) || view.StateOf(client) is not IWaits);

    internal override string? Refute(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        var calls = Calls(steps, view);
        var requests = Requests(steps, calls);
        var told = Waiting.Told(view).Waits.Select(wait => wait.Who).ToHashSet();
        foreach (var call in calls.Values)
        {
            // Of whom an actor says that it waits is Progress's to tell.
            if (told.Contains(call.Client) || Open(steps, call, requests) is not { } asked) { continue; }
            ref readonly var request = ref steps[asked];
            return $"{view.NameOf(call.Client)} waits for ever: {view.NameOf(request.To)} never answers "
                + request.Kind.ShortName;
        }

        return null;
    }

    /// <summary>The operations that wait for an answer after some steps.</summary>
    internal static IReadOnlyList<OperationId> Unanswered(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        var calls = Calls(steps, view);
        var requests = Requests(steps, calls);
        List<OperationId> open = [];
        foreach (var (operation, call) in calls)
        {
            if (Open(steps, call, requests) is not null) { open.Add(operation); }
        }

        return open;
    }

    /// <summary>The step that handled a request that is not answered; null when there is none.</summary>
    private static int? Open(ReadOnlySpan<Envelope> steps, OperationCall call, HashSet<string> requests)
    {
        if (call.IsAnswered) { return null; }
        foreach (var asked in call.Asked)
        {
            if (requests.Contains(steps[asked].Kind.Name)) { return asked; }
        }

        return null;
    }

    /// <summary>For each operation its client, and what the client sent last for it.</summary>
    private static SortedDictionary<OperationId, OperationCall> Calls(ReadOnlySpan<Envelope> steps, IWorldView view)
    {
        SortedDictionary<OperationId, OperationCall> calls = [];
        for (var step = 0; step < steps.Length; step++)
        {
            ref readonly var message = ref steps[step];
            if (message.Operation == OperationId.None || !message.From.IsSomebody) { continue; }
            if (!calls.TryGetValue(message.Operation, out var call)) { calls[message.Operation] = call = new(); }
            call.Meets(in message);
        }

        foreach (var (operation, call) in calls.ToList())
        {
            if (view.StateOf(call.Client) is IWaits) { calls.Remove(operation); }
        }

        for (var step = 0; step < steps.Length; step++)
        {
            if (calls.TryGetValue(steps[step].Operation, out var call)) { call.Takes(step, in steps[step]); }
        }

        return calls;
    }

    /// <summary>The kinds of message whose sender was sent an answer that they caused.</summary>
    private static HashSet<string> Requests(
        ReadOnlySpan<Envelope> steps, SortedDictionary<OperationId, OperationCall> calls)
    {
        HashSet<string> requests = [];
        foreach (ref readonly var answer in steps)
        {
            if (!calls.TryGetValue(answer.Operation, out var call) || answer.To != call.Client) { continue; }
            for (var at = answer.Cause; at >= 0; at = steps[at].Cause)
            {
                if (steps[at].From != call.Client || steps[at].To == call.Client) { continue; }
                if (steps[at].Operation == answer.Operation) { requests.Add(steps[at].Kind.Name); }
                break;
            }
        }

        return requests;
    }
}
