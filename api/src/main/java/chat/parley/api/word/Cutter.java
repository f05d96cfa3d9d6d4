package chat.parley.api.word;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/// Cuts texts into words, one after the other. For one thread at a time; costly to make.
///
/// Words end where Unicode says (UAX #29) and where ICU's dictionaries say in Thai, Lao and Khmer.
/// Chinese and Japanese are cut into characters and pairs: where a word ends there depends on what
/// stands around it, and what is looked for stands alone.
final class Cutter {
  private static final int SCRIPTS =
      CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA;

  /// Beyond this many `char`s words are the same. A lexeme has 2,046 bytes at most.
  private static final int LONGEST = 200;

  private final ICUTokenizer tokenizer =
      new ICUTokenizer(new DefaultICUTokenizerConfig(false, true));
  private final TokenStream words =
      new CJKBigramFilter(new ICUFoldingFilter(tokenizer), SCRIPTS, true);
  private final CharTermAttribute term = words.getAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = words.getAttribute(OffsetAttribute.class);
  private final TypeAttribute type = words.getAttribute(TypeAttribute.class);
  private final PositionIncrementAttribute increment =
      words.getAttribute(PositionIncrementAttribute.class);

  List<Word> cut(String text) {
    try {
      tokenizer.setReader(new StringReader(text));
      words.reset();
      List<Word> cut = new ArrayList<>();
      int position = 0;
      while (words.incrementToken()) {
        position += increment.getPositionIncrement();
        if (!term.isEmpty()) {
          cut.add(
              new Word(
                  shortened(term), kind(), position, offset.startOffset(), offset.endOffset()));
        }
      }
      words.end();
      words.close();
      return cut;
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory is not readable", e);
    }
  }

  private Word.Kind kind() {
    return switch (type.type()) {
      case CJKBigramFilter.DOUBLE_TYPE -> Word.Kind.PAIR;
      case CJKBigramFilter.SINGLE_TYPE -> Word.Kind.CHARACTER;
      default -> Word.Kind.WHOLE;
    };
  }

  private static String shortened(CharSequence word) {
    if (word.length() <= LONGEST) {
      return word.toString();
    }
    boolean split = Character.isHighSurrogate(word.charAt(LONGEST - 1));
    return word.subSequence(0, split ? LONGEST - 1 : LONGEST).toString();
  }
}
