using Superpower.Model;

namespace VfioActors.Races.Parsing;

/// <summary>
/// What stands behind <c>#if</c> and <c>#elif</c>: <c>defined(NAME)</c>, <c>IS_ENABLED(NAME)</c>, 0 and 1, put together
/// with !, &amp;&amp;, || and parentheses.
/// </summary>
/// <param name="words">The words of the line behind its first.</param>
/// <param name="isDefined">Whether a name is defined: each that is asked for is asked.</param>
internal sealed class SwitchCondition(IReadOnlyList<Token<Lexeme>> words, Func<Token<Lexeme>, bool> isDefined)
{
    private int _at;
    private bool _isKnown = true;

    /// <summary>Whether it holds; null when it is something else.</summary>
    internal bool? Holds()
    {
        var holds = Either();
        return _isKnown && _at == words.Count ? holds : null;
    }

    private bool Either()
    {
        var holds = Both();
        while (Takes("||")) { holds = Both() || holds; }
        return holds;
    }

    private bool Both()
    {
        var holds = One();
        while (Takes("&&")) { holds = One() && holds; }
        return holds;
    }

    private bool One()
    {
        if (Takes("!")) { return !One(); }
        if (Takes("("))
        {
            var inner = Either();
            _isKnown &= Takes(")");
            return inner;
        }

        if (Takes("0")) { return false; }
        if (Takes("1")) { return true; }
        if (Takes("defined") || Takes("IS_ENABLED")) { return Named(); }
        _isKnown = false;
        return false;
    }

    private bool Named()
    {
        var isOpen = Takes("(");
        if (_at == words.Count || words[_at].Kind != Lexeme.Name)
        {
            _isKnown = false;
            return false;
        }

        var holds = isDefined(words[_at++]);
        if (isOpen) { _isKnown &= Takes(")"); }
        return holds;
    }

    private bool Takes(string word)
    {
        if (_at == words.Count || words[_at].ToStringValue() != word) { return false; }
        _at++;
        return true;
    }
}
