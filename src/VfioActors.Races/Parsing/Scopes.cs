using Superpower.Model;

namespace VfioActors.Races.Parsing;

/// <summary>
/// Follows tokens as far as it takes to tell what a name is that a typedef gave to a type: the type, or, as in C, a
/// field, a label, or a variable by which the type is hidden up to the end of a block.
/// </summary>
internal sealed class Scopes
{
    private readonly Stack<Scope> _around = new();
    private readonly SortedSet<string> _outermost = new(StringComparer.Ordinal);
    private Scope _now = new(Inside.File, Awaited.Type);
    private Scope _left = new(Inside.File, Awaited.Type);
    private bool _isBehindType;
    private (Token<Lexeme> Last, Token<Lexeme> Other) _before;

    /// <summary>What encloses tokens.</summary>
    private enum Inside { File, Structure, Enumeration, Parameters, Block, For, Macro, Initial, Expression }

    /// <summary>What is awaited next.</summary>
    private enum Awaited
    {
        /// <summary>The type of a declaration, or else an expression.</summary>
        Type,

        /// <summary>The name of what is declared.</summary>
        Name,

        /// <summary>What follows such a name.</summary>
        AfterName,

        /// <summary>Expressions up to the end of a statement.</summary>
        Rest,
    }

    /// <summary>Whether no brace or parenthesis is open.</summary>
    internal bool IsOutermost => _around.Count == 0;

    /// <summary>Whether another name of a declaration comes next.</summary>
    internal bool AwaitsName => _now.Awaited == Awaited.Name;

    /// <summary>The stars that belong to the type, and so to each name of the declaration at hand.</summary>
    internal IReadOnlyList<Token<Lexeme>> Stars => _now.Stars;

    /// <summary>Whether a variable, a function or a value of an enumeration has that name in the whole file.</summary>
    internal bool IsOutermostName(string name) => _outermost.Contains(name);

    /// <summary>Whether a name declares something in the whole file.</summary>
    internal bool DeclaresOutermost(Token<Lexeme> name) =>
        Declares(name) && Owner.Inside is Inside.File or Inside.Enumeration;

    /// <summary>Whether a variable hides the type, whose name it has.</summary>
    internal bool IsHidden(string name) => _now.Hides(name) || _around.Any(scope => scope.Hides(name));

    /// <summary>Whether a name can be that of a type, if such a type there is.</summary>
    /// <param name="next">What follows it.</param>
    internal bool MayBeType(Token<Lexeme> name, Lexeme next)
    {
        var isFieldOfMacro = _now.Inside == Inside.Expression && _before.Last.Kind == Lexeme.Comma
            && next == Lexeme.Close && _around.Any(scope => scope.Inside == Inside.Block);
        return !Declares(name) && !isFieldOfMacro && !IsTag && !IsWord(_before.Last, "goto")
            && _before.Last.Kind != Lexeme.Arrow
            && next is not (Lexeme.Arrow or Lexeme.Assignment or Lexeme.OpenIndex or Lexeme.Colon);
    }

    /// <summary>Whether a name stands where only a type makes sense: a name or a value follows.</summary>
    internal bool MustBeType(Lexeme next, Lexeme afterNext) =>
        (_now.Awaited == Awaited.Type && next == Lexeme.Name)
        || (_before.Last.Kind == Lexeme.Open && next == Lexeme.Close
            && afterNext is Lexeme.Name or Lexeme.Number);

    /// <summary>Goes on behind a name that is that of a type.</summary>
    /// <param name="stars">The stars that belong to it.</param>
    internal void HearType(Token<Lexeme> name, IReadOnlyList<Token<Lexeme>> stars)
    {
        if (_now.Awaited == Awaited.Type) { _now.Stars = stars; }
        LookAtType(isType: true);
        Typed();
        _before = (name, _before.Last);
    }

    /// <summary>Goes on behind a token.</summary>
    internal void Hear(Token<Lexeme> token)
    {
        LookAtType(token.Kind is Lexeme.Type or Lexeme.Qualifier || IsTagged(token));
        switch (token.Kind)
        {
            case Lexeme.Begin: Enter(Body()); break;
            case Lexeme.Open: Enter(Parentheses()); break;
            case Lexeme.OpenIndex: Enter(Inside.Expression); break;
            case Lexeme.End: LeaveBraces(); break;
            case Lexeme.Close or Lexeme.CloseIndex: Leave(); break;
            case Lexeme.Semicolon: _now.Begin(_now.Inside == Inside.For ? Awaited.Rest : Awaited.Type); break;
            case Lexeme.Comma: Next(); break;
            case Lexeme.Question:
                _now.Questions++;
                _now.Awaited = Awaited.Rest;
                break;
            case Lexeme.Colon when _now.Questions > 0: _now.Questions--; break;
            case Lexeme.Colon: _now.Awaited = Awaited.Type; break;
            case Lexeme.Type: Typed(); break;
            case Lexeme.Word when IsTagged(token): Typed(); break;
            case Lexeme.Qualifier:
                if (token.ToStringValue() is "unsigned" or "signed") { Typed(); }
                break;
            case Lexeme.Name: Name(token); break;
            case Lexeme.Operator when AwaitsName && token.ToStringValue() == "*": break;
            default: _now.Awaited = Awaited.Rest; break;
        }

        _isBehindType = token.Kind == Lexeme.Close && _left.HasType;
        _before = (token, _before.Last);
    }

    private Scope Owner => _now.Inside == Inside.Macro ? _around.Peek() : _now;

    private bool IsTag => IsTagged(_before.Last);

    private static bool IsTagged(Token<Lexeme> token) => IsWord(token, "struct") || IsWord(token, "enum");

    private static bool IsWord(Token<Lexeme> token, string word) =>
        token.Kind == Lexeme.Word && token.ToStringValue() == word;

    private bool Declares(Token<Lexeme> name) => AwaitsName && name.Kind == Lexeme.Name && !IsTag;

    /// <summary>Parentheses that begin with a type, and are no call: a brace behind them begins no block.</summary>
    private void LookAtType(bool isType)
    {
        if (isType && _before.Last.Kind == Lexeme.Open) { _now.HasType = _now.MayHaveType; }
    }

    private void Name(Token<Lexeme> name)
    {
        if (IsTag) { return; }
        if (!Declares(name))
        {
            _now.Awaited = Awaited.Rest;
            return;
        }

        var text = name.ToStringValue();
        if (DeclaresOutermost(name)) { _outermost.Add(text); }
        else if (Owner.Inside is not Inside.Structure) { Owner.Hidden.Add(text); }
        _now.Awaited = Awaited.AfterName;
    }

    private void Typed()
    {
        if (_now.Awaited == Awaited.Type) { (_now.Awaited, _now.IsDeclaration) = (Awaited.Name, true); }
    }

    private void Next()
    {
        if (_now.Inside == Inside.Parameters) { _now.Begin(Awaited.Type); }
        else
        {
            _now.Awaited = _now.IsDeclaration || _now.Inside == Inside.Enumeration ? Awaited.Name : Awaited.Rest;
        }
    }

    private Inside Body()
    {
        var head = IsTag ? _before.Last : _before.Other;
        return IsWord(head, "struct") ? Inside.Structure
            : IsWord(head, "enum") ? Inside.Enumeration
            : _now.Inside == Inside.Initial || _before.Last.Kind == Lexeme.Assignment || _isBehindType ? Inside.Initial
            : Inside.Block;
    }

    private Inside Parentheses() =>
        IsWord(_before.Last, "for") ? Inside.For
            : _now is { Inside: Inside.File, Awaited: Awaited.AfterName } ? Inside.Parameters
            : _before.Last is { Kind: Lexeme.Name, Span.Source: not null }
                && DeclaratorGrammar.MacroNames.Contains(_before.Last.ToStringValue()) ? Inside.Macro
            : Inside.Expression;

    private void Enter(Inside inside)
    {
        if (inside is not (Inside.Structure or Inside.Enumeration)) { _now.Awaited = Awaited.Rest; }
        Scope inner = new(inside, inside switch
        {
            Inside.Initial or Inside.Expression => Awaited.Rest,
            Inside.Macro or Inside.Enumeration => Awaited.Name,
            _ => Awaited.Type,
        })
        {
            MayHaveType = inside == Inside.Expression && _before.Last.Kind is not (Lexeme.Name or Lexeme.Close)
                && !IsWord(_before.Last, "sizeof"),
        };
        if (inside == Inside.Block)
        {
            inner.Hidden.UnionWith(_now.ForBody);
            _now.ForBody = [];
        }

        _around.Push(_now);
        _now = inner;
    }

    /// <summary>Parentheses that were never closed end with the braces around them.</summary>
    private void LeaveBraces()
    {
        while (!IsOutermost && !_now.IsInBraces) { Pop(); }
        if (!IsOutermost && Pop() == Inside.Block) { _now.Begin(Awaited.Type); }
    }

    private void Leave()
    {
        if (IsOutermost || _now.IsInBraces) { return; }
        var hidden = _now.Hidden;
        if (Pop() is Inside.Parameters or Inside.For) { _now.ForBody = [.. _now.ForBody, .. hidden]; }
    }

    private Inside Pop()
    {
        _left = _now;
        _now = _around.Pop();
        return _left.Inside;
    }

    /// <summary>What is between braces or parentheses, or the file.</summary>
    private sealed class Scope(Inside inside, Awaited awaited)
    {
        internal Inside Inside { get; } = inside;
        internal Awaited Awaited { get; set; } = awaited;
        internal bool IsDeclaration { get; set; }

        /// <summary>Whether it may be parentheses around a type, and whether it is.</summary>
        internal bool MayHaveType { get; init; }
        internal bool HasType { get; set; }
        internal int Questions { get; set; }
        internal IReadOnlyList<Token<Lexeme>> Stars { get; set; } = [];
        internal SortedSet<string> Hidden { get; } = new(StringComparer.Ordinal);

        /// <summary>The parameters of a function, or the variables of a for, whose body follows.</summary>
        internal IReadOnlyList<string> ForBody { get; set; } = [];

        internal bool IsInBraces =>
            Inside is Inside.Structure or Inside.Enumeration or Inside.Block or Inside.Initial;

        internal bool Hides(string name) => Hidden.Contains(name) || ForBody.Contains(name);

        internal void Begin(Awaited awaited) =>
            (Awaited, IsDeclaration, Questions, Stars, ForBody) = (awaited, false, 0, [], []);
    }
}
