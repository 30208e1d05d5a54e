namespace VfioActors.Runtime.Control;

/// <summary>The messages from outside with which a run begins, in the order of sending.</summary>
internal sealed class OutsideMessages
{
    private readonly List<(int To, string Text)> _all = [];

    /// <summary>To whom each goes, and what it is.</summary>
    internal IReadOnlyList<(int To, string Text)> All => _all;

    internal void Clear() => _all.Clear();

    /// <summary>A message comes from outside.</summary>
    /// <returns>Its number, from 1.</returns>
    internal int Add(int to, object message)
    {
        _all.Add((to, MessageText.Of(message)));
        return _all.Count;
    }
}
