using Superpower.Display;

namespace VfioActors.Races.Parsing;

/// <summary>What sort of word or sign a token is.</summary>
internal enum Lexeme
{
    /// <summary>A name.</summary>
    [Token(Description = "a name")]
    Name,

    /// <summary>The name of a type that the language has.</summary>
    [Token(Description = "a type")]
    Type,

    /// <summary>A word such as <c>static</c> that means nothing here.</summary>
    [Token(Description = "a qualifier")]
    Qualifier,

    /// <summary>A whole number.</summary>
    [Token(Description = "a number")]
    Number,

    /// <summary>A text in quotes.</summary>
    [Token(Description = "a text")]
    Text,

    /// <summary>A word of the language.</summary>
    [Token(Description = "a keyword")]
    Word,

    /// <summary>An operator.</summary>
    [Token(Description = "an operator")]
    Operator,

    /// <summary>The sign of assignment, plain or with an operator.</summary>
    [Token(Description = "an assignment")]
    Assignment,

    /// <summary>Opens arguments.</summary>
    [Token(Example = "(")]
    Open,

    /// <summary>Closes arguments.</summary>
    [Token(Example = ")")]
    Close,

    /// <summary>Opens a block.</summary>
    [Token(Example = "{")]
    Begin,

    /// <summary>Closes a block.</summary>
    [Token(Example = "}")]
    End,

    /// <summary>Opens an index.</summary>
    [Token(Example = "[")]
    OpenIndex,

    /// <summary>Closes an index.</summary>
    [Token(Example = "]")]
    CloseIndex,

    /// <summary>Ends a statement.</summary>
    [Token(Example = ";")]
    Semicolon,

    /// <summary>Stands between arguments.</summary>
    [Token(Example = ",")]
    Comma,

    /// <summary>Ends a label.</summary>
    [Token(Example = ":")]
    Colon,

    /// <summary>Follows a condition.</summary>
    [Token(Example = "?")]
    Question,

    /// <summary>Names a field, of a structure or by a pointer.</summary>
    [Token(Example = "->")]
    Arrow,
}
