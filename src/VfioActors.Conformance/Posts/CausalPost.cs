using System.Diagnostics.CodeAnalysis;
using VfioActors.Behaviors;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Conformance.Posts;

/// <summary>
/// Delivers messages in any order in which no message overtakes one that was sent before it, as causal delivery has it:
/// what a local Akka system may do. It keeps nothing of what was heard, so that a run may be as long as it likes.
/// </summary>
/// <remarks>
/// An actor knows how far each line has come that it has heard of; a line that is empty again is forgotten. The idea is
/// that of vector clocks: Raynal, Schiper, Toueg, "The causal ordering abstraction and a simple way to implement it"
/// (1991).
/// </remarks>
internal sealed class CausalPost
{
    private readonly Dictionary<(ActorId From, ActorId To), PostLine> _lines = [];
    private readonly Dictionary<ActorId, List<KnownSend>> _known = [];
    private readonly List<PostLine> _busy = [];
    private readonly List<PostLine> _free = [];

    /// <summary>Sends a message.</summary>
    public void Send(in Envelope message)
    {
        var (from, to) = (message.From, message.To);
        if (!_lines.TryGetValue((from, to), out var line)) { _lines[(from, to)] = line = new(to); }
        var known = KnownBy(from);
        known.RemoveAll(static send => !send.IsOpen);
        if (line.IsEmpty) { _busy.Add(line); }
        line.Add(new(message, known.Count > 0 ? [.. known] : []));
        Learn(known, new(line, line.Sent));
    }

    /// <summary>Draws one of the messages that could be heard next; nothing when none is on its way.</summary>
    public bool TryDraw(SeededRandom random, [NotNullWhen(true)] out PostLine? line)
    {
        _free.Clear();
        foreach (var each in _busy)
        {
            if (!IsHeldBack(each)) { _free.Add(each); }
        }

        line = _free.Count == 0 ? null : _free[_free.Count == 1 ? 0 : random.Below(_free.Count)];
        return line is not null;
    }

    /// <summary>The receiver of a line hears its oldest message.</summary>
    public Envelope Take(PostLine line)
    {
        var letter = line.Take();
        if (line.IsEmpty) { _busy.Remove(line); }
        var known = KnownBy(line.To);
        foreach (var send in letter.Before)
        {
            if (send.IsOpen) { Learn(known, send); }
        }

        return letter.Message;
    }

    private static bool IsHeldBack(PostLine line)
    {
        foreach (var send in line.Head.Before)
        {
            if (send.Line.To == line.To && send.Line != line && send.IsOpen) { return true; }
        }

        return false;
    }

    private static void Learn(List<KnownSend> known, KnownSend send)
    {
        for (var at = 0; at < known.Count; at++)
        {
            if (known[at].Line != send.Line) { continue; }
            if (known[at].Sent < send.Sent) { known[at] = send; }
            return;
        }

        known.Add(send);
    }

    private List<KnownSend> KnownBy(ActorId actor)
    {
        if (!_known.TryGetValue(actor, out var known)) { _known[actor] = known = []; }
        return known;
    }
}
