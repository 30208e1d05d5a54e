using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>
/// The state of a drawn model and its steps, written down from the documents with nothing of the product: all in plain
/// lists, copied for each step. What is on its way is in the order of sending.
/// </summary>
internal sealed class PlainWorld
{
    private readonly DrawnModel _model;
    private readonly PlainState[] _actors;
    private readonly int[] _answered;
    private readonly long[] _clocks;
    private readonly List<PlainFlight> _flights = [];
    private readonly HashSet<int>[] _known;
    private int _sent;

    /// <summary>The start, where each client has sent its first request.</summary>
    internal PlainWorld(DrawnModel model)
    {
        var all = model.Actors + model.Clients.Length + 1;
        (_model, _actors, _answered) = (model, new PlainState[model.Actors], new int[model.Clients.Length]);
        (_clocks, _known) = (new long[all], [.. Enumerable.Range(0, all).Select(_ => new HashSet<int>())]);
        for (var client = 0; client < _answered.Length; client++) { Ask(client, 0); }
    }

    private PlainWorld(PlainWorld other)
    {
        (_model, _sent) = (other._model, other._sent);
        (_actors, _answered) = ([.. other._actors], [.. other._answered]);
        (_clocks, _flights) = ([.. other._clocks], [.. other._flights]);
        _known = [.. other._known.Select(known => new HashSet<int>(known))];
    }

    /// <summary>Whether the last step threw.</summary>
    internal bool IsCrashed { get; private set; }

    internal IReadOnlyList<PlainState> Actors => _actors;

    /// <summary>Whether a client still waits for an answer.</summary>
    internal bool Waits => Enumerable.Range(0, _answered.Length).Any(client => _answered[client] < Script(client).Count);

    /// <summary>What is at rest, in words.</summary>
    internal string Rest => string.Join(", ", _actors);

    internal IEnumerable<PlainStep> Steps() => IsCrashed ? [] : _flights.Where(CanBeNext).SelectMany(flight =>
        Enumerable.Range(0, flight.Message.Kind == PlainKind.Chosen ? flight.Message.Number : 1)
            .Select(option => new PlainStep(flight, option)));

    /// <summary>The world behind a step.</summary>
    internal PlainWorld Behind(PlainStep step)
    {
        PlainWorld next = new(this);
        next._flights.Remove(step.Flight);
        next.Hear(step.Flight, step.Option);
        return next;
    }

    /// <summary>All that counts for what comes, in words.</summary>
    /// <param name="senders">Those that each was ever heard from, in any run: who hears one cannot be overtaken.</param>
    internal string Key(HashSet<int>[] senders)
    {
        var inOrder = _flights.OrderBy(flight => flight.Message.To).ThenBy(flight => flight.Queue(IsByReceiver))
            .ThenBy(flight => flight.Message.Due)
            .ThenBy(flight => _model.Delivery == Delivery.Bag && IsSent(flight) ? Text(flight) : "", StringComparer.Ordinal)
            .ToList();
        PlainFlight[] counting = _model.Delivery != Delivery.Causal ? []
            : [.. inOrder.Where(flight => IsSent(flight) && senders[flight.Message.To].Count > 1)];
        string Of(HashSet<int> known) => string.Concat(counting.Select(flight => known.Contains(flight.Number) ? 1 : 0));
        return string.Join('|', [
            Rest, string.Join(',', _answered), $"{IsCrashed}",
            .. inOrder.Select(flight => $"{Text(flight)} {(IsSent(flight) ? Of(flight.Known) : "")}"),
            .. _known.Select(Of),
        ]);
    }

    /// <summary>Notes who is heard from whom.</summary>
    /// <returns>Whether somebody is heard by whom only others were before.</returns>
    internal bool Learn(HashSet<int>[] senders)
    {
        var before = senders.Count(heard => heard.Count > 1);
        foreach (var flight in _flights.Where(IsSent)) { senders[flight.Message.To].Add(flight.Message.From); }
        return senders.Count(heard => heard.Count > 1) > before;
    }

    private bool IsByReceiver => _model.Delivery == Delivery.Mailbox;

    private static bool IsSent(PlainFlight flight) => flight.Message.Kind is not (PlainKind.Timer or PlainKind.Chosen);

    private string Text(PlainFlight flight) =>
        $"{flight.Message} for {flight.Message.Operation} in {LeftOf(flight.Message)}";

    private long LeftOf(PlainMessage message) =>
        message.Kind == PlainKind.Timer ? message.Due - _clocks[message.To] : 0;

    private bool CanBeNext(PlainFlight flight)
    {
        var before = _flights.TakeWhile(other => other != flight).Where(other => other.Message.To == flight.Message.To);
        if (flight.Message.Kind == PlainKind.Timer)
        {
            return !_flights.Exists(other => other.Message.Kind == PlainKind.Timer && other.Message.To == flight.Message.To
                && other.Message.Due < flight.Message.Due)
                && !before.Any(other => other.Message.Kind == PlainKind.Timer && other.Message.Due == flight.Message.Due);
        }

        if (_model.Delivery == Delivery.Bag && IsSent(flight))
        {
            return !before.Any(other => other.Message == flight.Message) && DoesSomething(flight);
        }

        return !before.Any(other => other.Queue(IsByReceiver) == flight.Queue(IsByReceiver)) && !IsHeldBack(flight);
    }

    private bool IsHeldBack(PlainFlight flight) => _model.Delivery == Delivery.Causal && IsSent(flight)
        && _flights.Exists(other => IsSent(other) && other != flight && other.Message.To == flight.Message.To
            && flight.Known.Contains(other.Number));

    private bool DoesSomething(PlainFlight flight)
    {
        var behind = Behind(new(flight, 0));
        return behind.IsCrashed || behind._sent != _sent || behind.Rest != Rest
            || !behind._answered.SequenceEqual(_answered);
    }

    private void Hear(PlainFlight flight, int option)
    {
        var (message, to) = (flight.Message, flight.Message.To);
        if (IsSent(flight)) { _known[to].UnionWith([.. flight.Known, flight.Number]); }
        if (message.Kind == PlainKind.Timer) { _clocks[to] = Math.Max(_clocks[to], message.Due); }
        if (to > _model.Actors) { HearAnswer(to - _model.Actors - 1, message); }
        else { Act(to, message.Kind == PlainKind.Chosen ? message with { Number = option, From = 0 } : message); }
    }

    private void HearAnswer(int client, PlainMessage message)
    {
        IsCrashed = _answered[client] == Script(client).Count;
        if (IsCrashed) { return; }
        _answered[client]++;
        if (_answered[client] < Script(client).Count) { Ask(client, message.Number); }
    }

    private void Act(int actor, PlainMessage message)
    {
        List<PlainMessage> sent = [];
        if (!_model.KindsOf(actor - 1).Contains(message.Kind)) { IsCrashed = true; }
        else
        {
            try
            {
                _actors[actor - 1] = _model.Step(actor - 1, _actors[actor - 1], message, sent);
            }
            catch (InvalidOperationException)
            {
                (IsCrashed, sent) = (true, []);
            }
        }

        // Nobody is the host, to whom nothing can be sent.
        if (sent.Exists(one => one.To == 0)) { (IsCrashed, sent) = (true, []); }
        foreach (var one in sent)
        {
            var due = one.Kind == PlainKind.Timer ? _clocks[actor] + one.Number : 0;
            Send(one with { Operation = message.Operation, Due = due });
        }
    }

    private List<(int Operation, DrawnRequest Request)> Script(int client)
    {
        var first = 1 + _model.Clients.Take(client).Sum(operations => operations.Count);
        return [.. _model.Clients[client].SelectMany((requests, at) => requests.Select(one => (first + at, one)))];
    }

    private void Ask(int client, int answer)
    {
        var (operation, request) = Script(client)[_answered[client]];
        var number = request.Number + (request.IsOfAnswer ? answer : 0);
        Send(new(request.Kind, number, 0, _model.Actors + client + 1, request.Actor + 1) { Operation = operation });
    }

    private void Send(PlainMessage message)
    {
        _flights.Add(new(message, _sent++, [.. _known[message.From]]));
        if (message.Kind is not (PlainKind.Timer or PlainKind.Chosen)) { _known[message.From].Add(_sent - 1); }
    }
}
