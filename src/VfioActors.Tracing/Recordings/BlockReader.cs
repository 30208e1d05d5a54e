using System.Globalization;

namespace VfioActors.Tracing.Recordings;

/// <summary>Reads the lines of a recording behind its header.</summary>
/// <param name="receiptsMax">How many receipts it may have.</param>
internal sealed class BlockReader(int receiptsMax)
{
    private const int FingerprintDigits = 16;
    private const string Sorts = "actor with receives, actor with state, turns, or end";

    private static readonly JsonKeys Keys = new([], ["actor", "receives", "state", "turns", "end"]);

    private readonly SortedDictionary<string, List<ushort>> _received = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ulong> _states = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<ushort> _turns = [];
    private int _receipts;
    private bool _ended;

    /// <summary>Reads one line, or refuses it.</summary>
    public void Read(ref JsonLine line)
    {
        if (_ended) { throw line.Refused("the end of the file behind \"end\"", "more"); }
        var (actor, keys, at) = ("", "", new JsonCursor());
        line.OpenLine();
        while (line.TryNextKey(Keys, ref at))
        {
            keys += keys.Length > 0 ? $" {at.Key}" : at.Key;
            switch (at.Key)
            {
                case "actor": actor = line.Text(at.Key); break;
                case "receives": _receipts += Receipts(ref line, WordsOf(actor)); break;
                case "state": State(ref line, actor); break;
                case "turns": Receipts(ref line, _turns); break;
                default: End(ref line); break;
            }
        }

        line.CloseLine();
        if (keys is not ("actor receives" or "actor state" or "turns" or "end")) { throw line.Refused(Sorts, keys); }
    }

    public Recording Recording(TraceHeader header) => new(header,
        [
            .. _order.Select(actor => new ReceiveOrder(actor, _received[actor])
            {
                State = _states.TryGetValue(actor, out var state) ? state : null,
            }),
        ])
    {
        Turns = _turns,
        IsWhole = _ended,
    };

    private List<ushort> WordsOf(string actor)
    {
        if (_received.TryGetValue(actor, out var words)) { return words; }
        _order.Add(actor);
        return _received[actor] = [];
    }

    private int Receipts(ref JsonLine line, List<ushort> words)
    {
        var count = ReceiptText.Read(line.Text("receives"), words, receiptsMax - _receipts);
        return count >= 0 ? count
            : throw line.Refused($"senders, t or c with an option, at most {receiptsMax} in all", "something else");
    }

    private void State(ref JsonLine line, string actor)
    {
        var text = line.Text("state");
        if (text.Length != FingerprintDigits || !text.All(char.IsAsciiHexDigitLower))
        {
            throw line.Refused("16 lower-case hex digits as \"state\"", JsonLine.Quoted(text));
        }

        var fingerprint = ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        WordsOf(actor);
        if (!_states.TryAdd(actor, fingerprint)) { throw line.Refused("one state an actor", "another"); }
    }

    private void End(ref JsonLine line)
    {
        var count = line.Number("end");
        if (count != _receipts) { throw line.Refused($"{_receipts} receipts as \"end\"", $"{count}"); }
        _ended = true;
    }
}
